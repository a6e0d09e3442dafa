import { CLASS_NAMES } from '#shared/data/labels'
import type { RunRecord } from '#shared/records/run-record'

/** What the classes of a run are called: by its record, or as numbers where nobody says. */
export function classNamesOf({ dataset, experiment }: RunRecord): readonly string[] {
  if (dataset !== undefined) return dataset.classNames
  const { output } = experiment.design
  return output === CLASS_NAMES.length ? CLASS_NAMES : Array.from({ length: output }, (_, c) => String(c))
}
