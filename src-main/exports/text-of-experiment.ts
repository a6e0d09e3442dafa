import { experimentText } from '#shared/records/experiment-text'
import type { RunRecord } from '#shared/records/run-record'

/** The experiment of a run as a short text; null where a newer version has set more than it can hold. */
export function textOfExperiment({ experiment }: Pick<RunRecord, 'experiment'>): string | null {
  try {
    return experimentText(experiment)
  } catch {
    return null
  }
}
