import { EXPERIMENT_FORMAT } from '#shared/experiment/experiment'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { holdsExperimentText, readExperimentText } from '#shared/records/experiment-text'
import { parseJson } from '#shared/records/safe-json'
import { useDraftStore } from '../stores/draft-store'
import { useMainSentences } from './use-main-sentences'
import { useNotices } from './use-notices'

const MOST_PROBLEMS = 3

/** Whether somebody who drops or pastes this text means an experiment. */
export function isExperiment(text: string): boolean {
  return holdsExperimentText(text) || (/^\s*\{/.test(text) && text.includes(EXPERIMENT_FORMAT))
}

/** Puts an experiment that came as JSON or as a short text into the form; where it cannot, a sentence says why. */
export function useGivenExperiment(): (text: string, name: string) => boolean {
  const draft = useDraftStore()
  const { show } = useNotices()
  const inLanguage = useMainSentences()

  function refuse(key: string, values: Readonly<Record<string, string>>): false {
    show({ kind: 'error', key: `design.${key}`, values })
    return false
  }

  function takeText(text: string): boolean {
    const read = readExperimentText(text)
    if (!read.ok) return refuse('notText', { reason: inLanguage(read.reason) })
    draft.load(read.experiment, null, 'text')
    return true
  }

  function takeJson(text: string, name: string): boolean {
    const json = parseJson(text)
    if (!json.ok) return refuse('notJson', { name })
    const parsed = parseExperiment(json.value)
    if (!parsed.ok) {
      const problems = parsed.problems.slice(0, MOST_PROBLEMS).map(({ message }) => inLanguage(message))
      return refuse('notAnExperiment', { name, problems: problems.join(' ') })
    }
    draft.load(parsed.experiment, null, 'file')
    return true
  }

  return (text, name) => {
    const isTaken = holdsExperimentText(text) ? takeText(text) : takeJson(text, name)
    if (isTaken) show({ kind: 'info', key: 'design.taken', values: {} })
    return isTaken
  }
}
