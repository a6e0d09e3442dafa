import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useNotices } from '../../composables/use-notices'
import { useSeveralSeeds } from '../../composables/use-several-seeds'
import { useStart } from '../../pages/design/use-start'
import { useDraftStore } from '../../stores/draft-store'
import { useJobsStore } from '../../stores/jobs-store'
import { useNavigationStore } from '../../stores/navigation-store'
import { useOpenedFileStore } from '../../stores/opened-file-store'
import { useSearchesStore } from '../../stores/searches-store'
import { useSettingsStore } from '../../stores/settings-store'
import { useSharingStore } from '../../stores/sharing-store'
import { useShellStore } from '../../stores/shell-store'
import { useTourStore } from '../../stores/tour-store'
import type { PaletteItem } from './palette-item'

/** What can be done from anywhere, as far as it can be done now. */
export function useActions(): ComputedRef<readonly PaletteItem[]> {
  const { t } = useI18n()
  const { showError } = useNotices()
  const { canStart, queues, start } = useStart()
  const jobs = useJobsStore()
  const draft = useDraftStore()
  const seeds = useSeveralSeeds()
  const searches = useSearchesStore()
  const navigation = useNavigationStore()
  const settings = useSettingsStore()
  const sharing = useSharingStore()
  const shell = useShellStore()
  const tour = useTourStore()
  const openedFile = useOpenedFileStore()

  async function trainSeeds(): Promise<void> {
    if (draft.valid !== null) await seeds.train(draft.valid, draft.dataset)
  }
  async function newSearch(): Promise<void> {
    navigation.go('search')
    await searches.choose(null)
  }
  const action = (
    id: string,
    icon: string,
    act: () => Promise<unknown> | void,
    kbds?: string[],
  ): PaletteItem => ({
    label: t(`shell.action.${id}`),
    icon,
    ...(kbds === undefined ? {} : { kbds }),
    onSelect: () => void Promise.resolve(act()).catch(showError),
  })

  const training = computed(() => {
    const { current } = jobs
    const command = (what: 'pause' | 'resume' | 'stop'): (() => Promise<void>) => {
      return () => (current === null ? Promise.resolve() : jobs.command(current.id, what))
    }
    return [
      ...(draft.valid === null ? [] : [action('seeds', 'i-lucide-dices', trainSeeds)]),
      action('newSearch', 'i-lucide-telescope', newSearch),
      ...(canStart.value ? [action(queues.value ? 'queue' : 'start', 'i-lucide-play', start)] : []),
      ...(current?.state === 'running' ? [action('pause', 'i-lucide-pause', command('pause'))] : []),
      ...(current?.state === 'paused' ? [action('resume', 'i-lucide-play', command('resume'))] : []),
      ...(current?.kind === 'train' && (current.state === 'running' || current.state === 'paused')
        ? [action('stop', 'i-lucide-square', command('stop'))]
        : []),
    ]
  })
  const folders = computed(() => {
    const isShared = sharing.state !== null && sharing.state.state !== 'off'
    return [
      action('openFile', 'i-lucide-package-open', openedFile.choose),
      action('openLibrary', 'i-lucide-folder-open', settings.openLibrary),
      action('openLog', 'i-lucide-scroll-text', settings.openLog),
      ...(isShared
        ? [
            action('openTeam', 'i-lucide-folder-open', sharing.openFolder),
            action('sync', 'i-lucide-refresh-cw', sharing.sync),
          ]
        : []),
    ]
  })
  const looks = computed(() => {
    const { theme, language } = settings.settings
    const themes = [
      { theme: 'light', id: 'themeLight', icon: 'i-lucide-sun' },
      { theme: 'dark', id: 'themeDark', icon: 'i-lucide-moon' },
      { theme: 'system', id: 'themeSystem', icon: 'i-lucide-monitor' },
    ] as const
    return [
      ...themes
        .filter((each) => each.theme !== theme)
        .map((each) => action(each.id, each.icon, () => settings.change({ theme: each.theme }))),
      action('language', 'i-lucide-languages', () =>
        settings.change({ language: language === 'ko' ? 'en' : 'ko' }),
      ),
    ]
  })
  return computed(() => [
    ...training.value,
    ...folders.value,
    ...looks.value,
    action('help', 'i-lucide-circle-help', () => shell.open('help'), ['F1']),
    action('glossary', 'i-lucide-book-open', () => shell.open('help', 'glossary')),
    action('shortcuts', 'i-lucide-keyboard', () => shell.open('shortcuts'), ['?']),
    action('about', 'i-lucide-info', () => shell.open('about')),
    action('tour', 'i-lucide-route', tour.startTour),
  ])
}
