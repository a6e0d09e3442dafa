import { useToast } from '@nuxt/ui/composables'
import { until } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import type { JobEnd } from '#shared/ipc'
import type { SearchInfo } from '#shared/ipc'
import { parseSearchParent } from '#shared/search/search-parent'
import { lab } from '../bridge/lab'
import { useEndText } from '../composables/use-end-text'
import { useMainSentences } from '../composables/use-main-sentences'
import { judgeRun } from '../lib/judge-run'
import { TONE_LOOKS } from '../lib/tone-looks'
import { searchName } from '../locales/search-name'
import { useCurvesStore } from '../stores/curves-store'
import { useNavigationStore } from '../stores/navigation-store'
import { useRunsStore } from '../stores/runs-store'

const COLORS = { good: 'success', warning: 'warning', bad: 'error' } as const
/** Main tells of records in batches: so long one may come after the end that it belongs to. */
const RECORD_LIMIT = 5_000

/** Tells how every job ended: in the window, and by the system where the window is not in front. */
export function useEndNotices(): void {
  const toast = useToast()
  const { t } = useI18n()
  const navigation = useNavigationStore()
  const runs = useRunsStore()
  const curves = useCurvesStore()
  const endText = useEndText()
  const inLanguage = useMainSentences()
  const running = new Set<string>()

  async function tell(end: JobEnd): Promise<void> {
    // Who discards a training sees that it is gone; what a replay found is told where it is compared.
    if (end.outcome === 'discarded' || (end.kind === 'replay' && end.outcome === 'recorded')) return
    // Of a search its end is told, and not that of each trial.
    if (parseSearchParent(end.parent ?? null) !== null && end.outcome === 'recorded') return
    const ended = (): boolean => (runs.byId.get(end.id)?.record.stopReason ?? null) !== null
    if (end.outcome === 'recorded') await until(ended).toBe(true, { timeout: RECORD_LIMIT })
    const run = runs.byId.get(end.id)
    const verdict = judgeRun(run, await curves.read(end.id).catch(() => null), runs.all)
    const { tone, title, text } = endText(end, run, verdict)
    const isSeen = navigation.page === 'training' && document.hasFocus()
    // Main has told what failed, in its own words.
    if (!isSeen && end.outcome === 'recorded') {
      toast.add({
        title,
        description: `${end.title}. ${text}`,
        color: COLORS[tone],
        icon: TONE_LOOKS[tone].icon,
        duration: 12_000,
        actions: [{ label: t('training.finished.show'), onClick: () => navigation.go('training') }],
      })
    }
    await lab.request('app:notify', title, `${end.title}. ${text}`.slice(0, 300))
  }

  /** A search that was seen to run and does so no more. */
  async function tellSearch(search: SearchInfo): Promise<void> {
    const wasRunning = running.has(search.id)
    if (search.state === 'going') running.add(search.id)
    else running.delete(search.id)
    if (!wasRunning || search.state === 'going') return
    // Who stops a search sees that it has stopped.
    if (search.state === 'stopped' && search.problem === null) return
    const title = t(search.problem === null ? 'search.notice.ended' : 'search.notice.stopped')
    const text = search.problem === null ? searchName(search) : inLanguage(search.problem)
    if (navigation.page !== 'search' || !document.hasFocus())
      toast.add({
        title,
        description: text,
        icon: 'i-lucide-telescope',
        color: search.problem === null ? 'success' : 'error',
        duration: 12_000,
        actions: [{ label: t('training.finished.show'), onClick: () => navigation.go('search') }],
      })
    await lab.request('app:notify', title, text.slice(0, 300))
  }

  lab.on('training:ended', (end) => void tell(end).catch(() => undefined))
  lab.on('search:changed', (search) => void tellSearch(search).catch(() => undefined))
}
