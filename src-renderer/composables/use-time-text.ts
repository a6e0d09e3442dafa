import { useI18n } from 'vue-i18n'
import type { Experiment } from '#shared/experiment/experiment'
import { formatDuration } from '../lib/format'
import { useExpectationStore } from '../stores/expectation-store'

/** How long an experiment is expected to train on this computer, and what that rests on, in words. */
export function useTimeText(): (experiment: Experiment) => string {
  const { t } = useI18n()
  const expectation = useExpectationStore()

  return (experiment) => {
    const { low, high, basis, runs } = expectation.timeOf(experiment)
    const [from, to] = [formatDuration(Math.max(1, low)), formatDuration(Math.max(1, high))]
    const time = from === to ? from : t('expect.range', { low: from, high: to })
    return t(`expect.time.${basis}`, { time, count: runs }, runs)
  }
}
