import { useI18n } from 'vue-i18n'
import type { RunVerdict } from '#shared/history/run-verdict'
import type { JobEnd } from '#shared/ipc'
import type { RunSummary } from '#shared/records/run-summary'
import { useMainSentences } from './use-main-sentences'
import { useVerdictText } from './use-verdict-text'

export interface EndText {
  readonly tone: RunVerdict['tone']
  readonly title: string
  readonly text: string
}

/** How a job ended, in words: the verdict on its run, or why there is none to judge. */
export function useEndText(): (
  end: JobEnd,
  run: RunSummary | undefined,
  verdict: RunVerdict | null,
) => EndText {
  const { t } = useI18n()
  const inLanguage = useMainSentences()
  const words = useVerdictText()

  function replayed(run: RunSummary | undefined): EndText {
    const outcome = run?.replays.at(-1)
    if (outcome === undefined) return { tone: 'warning', title: t('training.finished.replay'), text: '' }
    const title = t(outcome.identical ? 'training.finished.identical' : 'training.finished.different')
    return {
      tone: outcome.identical ? 'good' : 'bad',
      title,
      text: outcome.difference === null ? '' : inLanguage(outcome.difference),
    }
  }

  return (end, run, verdict) => {
    if (end.outcome !== 'recorded') {
      const title = t(`training.finished.outcome.${end.outcome}`)
      const tone = end.outcome === 'discarded' ? 'warning' : 'bad'
      return { tone, title, text: end.problem === null ? '' : inLanguage(end.problem) }
    }
    if (end.kind === 'replay') return replayed(run)
    if (run === undefined || verdict === null)
      return { tone: 'warning', title: t('training.finished.gone'), text: '' }
    const text = words.sentences(verdict, run.doubt).join(' ')
    return { tone: verdict.tone, title: words.title(verdict), text }
  }
}
