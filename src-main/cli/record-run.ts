import type { Experiment } from '#shared/experiment/experiment'
import type { RunRecord } from '#shared/records/run-record'
import type { TrainingEvent } from '#shared/training/training-events'
import { errorMessage } from '../base/error-message'
import type { Library } from '../library/library'
import { recordTraining } from '../library/run-recorder'
import { CommandError } from './command-error'
import type { RunData } from './run-data'
import { trainRun } from './train-run'
import type { TrainingChoices } from './training-options'
import type { CommandContext } from './verb'

interface RunToRecord {
  readonly id: string
  readonly experiment: Experiment
  readonly on: RunData
  readonly author: string
  readonly resumes: boolean
  readonly checkpoint: Uint8Array | null
}

/** How a run ended, and why that could not be written, if so. */
export interface RecordedRun {
  readonly record: RunRecord
  readonly unwritten: string | null
}

/** Trains and records. A result that cannot be written is handed back all the same. */
export async function recordRun(
  library: Library,
  run: RunToRecord,
  choices: TrainingChoices,
  context: CommandContext,
): Promise<RecordedRun> {
  const { id, experiment, on, author, resumes, checkpoint } = run
  const onProblem = context.output.note
  const recorder = await recordTraining(library, {
    id,
    experiment,
    data: on.data.fingerprint,
    dataset: on.dataset,
    author,
    parent: null,
    resumes,
    checkpoint,
    onProblem,
  })
  let unwritten: RecordedRun | null = null

  async function take(event: TrainingEvent): Promise<void> {
    try {
      await recorder.handle(event)
    } catch (error) {
      if (event.kind !== 'ended' || recorder.record === null) throw error
      unwritten = { record: recorder.recordWith(event.result), unwritten: errorMessage(error) }
    }
  }

  try {
    const quit = async (): Promise<void> => void (await recorder.interrupt())
    await trainRun({ ...choices, data: on.data, experiment, checkpoint, take, quit }, context)
  } catch (error) {
    await recorder.interrupt().catch((second: unknown) => onProblem(errorMessage(second)))
    throw error
  }
  if (unwritten !== null) {
    // What is written is what was there before, or that the run was interrupted: its last checkpoint is what it goes on from.
    await recorder.interrupt().catch(() => null)
    return unwritten
  }
  if (recorder.record === null) throw new CommandError(`Run ${id} was not recorded.`)
  return { record: recorder.record, unwritten: null }
}
