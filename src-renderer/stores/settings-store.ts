import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { AppInfo, Settings } from '#shared/ipc'
import { setLanguage } from '../i18n'
import { lab } from '../lab'

const BEFORE_LOADING: Settings = {
  language: 'ko',
  theme: 'system',
  threads: 0,
  author: '',
  sealTestSet: false,
}

/** The user's settings, which main keeps, and what main says about this computer. */
export const useSettingsStore = defineStore('settings', () => {
  const settings = shallowRef<Settings>(BEFORE_LOADING)
  const info = shallowRef<AppInfo | null>(null)
  const dark = ref(false)
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

  function applyTheme(): void {
    const { theme } = settings.value
    dark.value = theme === 'dark' || (theme === 'system' && systemDark.matches)
    document.documentElement.classList.toggle('dark', dark.value)
    document.documentElement.style.colorScheme = dark.value ? 'dark' : 'light'
  }

  watch(settings, (now) => {
    setLanguage(now.language)
    applyTheme()
  })

  async function start(): Promise<void> {
    systemDark.addEventListener('change', applyTheme)
    lab.on('settings:changed', (changed) => (settings.value = changed))
    settings.value = await lab.request('settings:get')
  }

  async function change(part: Partial<Settings>): Promise<void> {
    settings.value = await lab.request('settings:set', part)
  }

  async function loadInfo(): Promise<void> {
    info.value = await lab.request('app:info')
  }

  return { settings, info, dark, start, change, loadInfo }
})
