import type { Experiment } from '#shared/design/experiment'
import type { RunRecord } from '#shared/records/run-record'
import type { Library } from '../library/library'
import { recordTraining } from '../library/run-recorder'
import { CommandError } from './command-error'
import { trainRun } from './train-run'
import type { TrainingChoices } from './training-options'
import type { CommandContext } from './verb'

interface RunToRecord {
  readonly id: string
  readonly experiment: Experiment
  readonly fingerprint: string
  readonly author: string
  readonly resumes: boolean
  readonly checkpoint: Uint8Array | null
}

/** Trains and records; the record of the run as it ended. */
export async function recordRun(
  library: Library,
  run: RunToRecord,
  choices: TrainingChoices,
  context: CommandContext,
): Promise<RunRecord> {
  const { id, experiment, fingerprint: data, author, resumes, checkpoint } = run
  const onProblem = context.output.note
  const recorder = await recordTraining(library, {
    id,
    experiment,
    data,
    author,
    parent: null,
    resumes,
    checkpoint,
    onProblem,
  })
  try {
    const quit = async (): Promise<void> => void (await recorder.interrupt())
    await trainRun({ ...choices, experiment, checkpoint, take: recorder.handle, quit }, context)
  } catch (error) {
    await recorder.interrupt()
    throw error
  }
  if (recorder.record === null) throw new CommandError(`Run ${id} was not recorded.`)
  return recorder.record
}
