import { useToast } from '@nuxt/ui/composables'
import { until } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import type { JobEnd } from '#shared/ipc'
import { lab } from '../bridge/lab'
import { useEndText } from '../composables/use-end-text'
import { judgeRun } from '../lib/judge-run'
import { TONE_LOOKS } from '../lib/tone-looks'
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

  async function tell(end: JobEnd): Promise<void> {
    // Who discards a training sees that it is gone; what a replay found is told where it is compared.
    if (end.outcome === 'discarded' || (end.kind === 'replay' && end.outcome === 'recorded')) return
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

  lab.on('training:ended', (end) => void tell(end).catch(() => undefined))
}
