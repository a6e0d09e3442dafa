import type { Experiment } from '#shared/experiment/experiment'
import type { RunRecord } from '#shared/records/run-record'
import { experimentIdentity } from '../base/hashes'
import type { Library } from '../library/library'
import { isOver } from '../library/run-states'
import type { RunData } from './run-data'

interface Subject {
  readonly experiment: Experiment
  readonly on: RunData
}

/** The first run of a library that is this experiment and has ended, whoever trained it; null where there is none. */
export async function recordedRun(
  library: Library,
  { experiment, on }: Subject,
  arithmetic: string,
): Promise<RunRecord | null> {
  const identity = experimentIdentity(experiment, on.data.fingerprint, arithmetic)
  const runs = await library.list()
  const same = runs.find(
    ({ record, doubt }) => record.identity === identity && isOver(record) && doubt === null,
  )
  return same === undefined ? null : library.record(same.record.id)
}
