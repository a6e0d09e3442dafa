import { usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { AppInfo } from '#shared/app-info'
import type { Settings } from '#shared/ipc'
import { lab } from '../bridge/lab'
import { setLanguage } from '../locales/i18n'

const BEFORE_LOADING: Settings = {
  // What main says, too, as long as nobody has chosen.
  language: /^ko\b/i.test(navigator.language) ? 'ko' : 'en',
  theme: 'system',
  threads: 0,
  author: '',
  sealTestSet: false,
  views: [],
  notify: true,
  lookForReleases: false,
}

/** The user's settings, which main keeps, and what main says about this computer. */
export const useSettingsStore = defineStore('settings', () => {
  const settings = shallowRef<Settings>(BEFORE_LOADING)
  const info = shallowRef<AppInfo | null>(null)
  const systemDark = usePreferredDark()

  const dark = computed(() => {
    const { theme } = settings.value
    return theme === 'dark' || (theme === 'system' && systemDark.value)
  })

  watch(settings, ({ language }) => setLanguage(language))
  watch(
    dark,
    (isDark) => {
      document.documentElement.classList.toggle('dark', isDark)
      document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
    },
    { immediate: true, flush: 'sync' },
  )

  async function start(): Promise<void> {
    lab.on('settings:changed', (changed) => (settings.value = changed))
    settings.value = await lab.request('settings:get')
  }

  async function change(part: Partial<Settings>): Promise<void> {
    settings.value = await lab.request('settings:set', part)
  }

  async function loadInfo(): Promise<void> {
    info.value = await lab.request('app:info')
  }

  const openLibrary = (): Promise<void> => lab.request('app:open-library')
  const openLog = (): Promise<void> => lab.request('app:open-log')

  return { settings, info, dark, start, change, loadInfo, openLibrary, openLog }
})
