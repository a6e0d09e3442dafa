import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '#shared/ipc'
import { i18n } from '../../../src-renderer/locales/i18n'
import { useSettingsStore } from '../../../src-renderer/stores/settings-store'
import { installFakeLab } from '../../helpers/fake-lab'
import { settled } from '../helpers'

const kept: Settings = {
  language: 'ko',
  theme: 'light',
  threads: 0,
  author: 'Ada',
  sealTestSet: false,
  notify: true,
  lookForReleases: false,
  views: [],
}
const look = () => ({
  language: document.documentElement.lang,
  dark: document.documentElement.classList.contains('dark'),
  scheme: document.documentElement.style.colorScheme,
})

/** The system's wish for dark colours, which a test can change. */
function installSystemTheme(isDark: boolean): (isDark: boolean) => void {
  const query = Object.assign(new EventTarget(), { matches: isDark })
  Object.assign(window, { matchMedia: () => query })
  return (now) => {
    query.matches = now
    query.dispatchEvent(Object.assign(new Event('change'), { matches: now }))
  }
}

describe('the settings of the window', () => {
  const { matchMedia } = window
  beforeEach(() => setActivePinia(createPinia()))
  afterEach(() => Object.assign(window, { matchMedia }))

  it('put the language and the theme that main keeps on the page', async () => {
    installSystemTheme(true)
    installFakeLab({ 'settings:get': () => kept })
    const store = useSettingsStore()
    await store.start()
    await settled()

    expect(look()).toEqual({ language: 'ko', dark: false, scheme: 'light' })
    expect(i18n.global.locale.value).toBe('ko')
  })

  it('take a change that main has made of it, from here or from elsewhere', async () => {
    installSystemTheme(false)
    let now = kept
    const lab = installFakeLab({
      'settings:get': () => now,
      // Main may correct what it was asked for.
      'settings:set': (part) => (now = { ...now, ...part, author: 'Ada Lovelace' }),
    })
    const store = useSettingsStore()
    await store.start()
    await store.change({ theme: 'dark' })
    await settled()
    expect([store.settings.author, look().dark]).toEqual(['Ada Lovelace', true])

    lab.emit('settings:changed', { ...kept, language: 'en', theme: 'light' })
    await settled()
    expect(look()).toEqual({ language: 'en', dark: false, scheme: 'light' })
  })

  it('follow the theme of the system only where they are asked to', async () => {
    const turn = installSystemTheme(false)
    const lab = installFakeLab({ 'settings:get': () => ({ ...kept, theme: 'system' }) })
    const store = useSettingsStore()
    await store.start()
    turn(true)
    await settled()
    expect([store.dark, look().scheme]).toEqual([true, 'dark'])

    lab.emit('settings:changed', { ...kept, theme: 'light' })
    turn(false)
    turn(true)
    await settled()
    expect([store.dark, look().scheme]).toEqual([false, 'light'])
  })
})
