import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { addEvent, curvesOf, emptyCurves } from '#shared/training/progress'
import type { TrainingEvent } from '#shared/training/training-events'
import { errorMessage } from '../../base/error-message'
import { printableJson } from '../../base/printable-text'
import { collectCheckpoints, type KeptCheckpoint } from '../../library/kept-checkpoints'
import { type Library, openLibrary } from '../../library/library'
import { replayDifference, replayObstacle, replayOutcome } from '../../library/replay'
import { CommandError } from '../command-error'
import { findRun, theId } from '../find-run'
import type { ParsedArguments } from '../parsed-arguments'
import { dataOfRun } from '../run-data'
import { trainRun } from '../train-run'
import { TRAINING_OPTIONS, trainingChoices } from '../training-options'
import type { CommandContext, Verb } from '../verb'

/** Keeps what a replay tells, without writing it anywhere. */
function createListener(record: RunRecord) {
  const growing = emptyCurves(record.experiment.design.hidden.length)
  const checkpoints = collectCheckpoints(record)
  let arithmetic = ''
  async function take(event: TrainingEvent): Promise<void> {
    if (event.kind === 'started') arithmetic = event.arithmetic
    addEvent(growing, event)
    checkpoints.take(event)
  }
  return {
    take,
    checkpoints,
    arithmetic: () => arithmetic,
    curves: (): RunCurves => curvesOf(record.id, growing),
  }
}

interface TrainedAgain {
  readonly difference: string | null
  readonly kept: readonly KeptCheckpoint[]
}

async function trainAgain(
  library: Library,
  id: string,
  args: ParsedArguments,
  context: CommandContext,
): Promise<TrainedAgain> {
  const record = await library.record(id)
  const { data } = await dataOfRun(record, args, context)
  const obstacle = replayObstacle(record, data.fingerprint)
  if (obstacle !== null) throw new CommandError(obstacle)
  // Before the training: damaged curves are no witness, and nobody should wait for that word.
  const recorded = await library.curves(id)
  const { experiment, iterations, stopReason } = record
  const listener = createListener(record)
  const quit = async (): Promise<void> => undefined
  const stopAfter = stopReason === 'stopped' ? { stopAfter: iterations } : {}
  const result = await trainRun(
    {
      ...trainingChoices(args),
      data,
      ...stopAfter,
      experiment,
      checkpoint: null,
      checkpointEvery: listener.checkpoints.every,
      take: listener.take,
      quit,
    },
    context,
  )
  if (result.stopReason === 'stopped' && result.iterations !== iterations)
    throw new CommandError('The replay was stopped.')
  const replayed = { arithmetic: listener.arithmetic(), curves: listener.curves(), result }
  return { difference: replayDifference(record, recorded, replayed), kept: listener.checkpoints.kept }
}

/** Trains a recorded run again and says whether every number is the same. */
export const replay: Verb = {
  usage: 'ID',
  options: [
    ...TRAINING_OPTIONS,
    { name: 'name', value: 'AUTHOR', text: 'your name, as the certificate shows it' },
  ],
  notes: ['Ends with exit code 0 where all is identical, with 1 where it is not.'],
  async run(args, context) {
    const { output } = context
    // A mistake in the options must not cost a look at the library.
    trainingChoices(args)
    const wanted = theId(args, 'replay')
    const library = await openLibrary(args.text('library') ?? context.library)
    try {
      const id = await findRun(library, wanted)
      const { difference, kept } = await trainAgain(library, id, args, context)
      const outcome = replayOutcome(difference, args.text('name') ?? '', library.device, new Date())
      const keep = async (): Promise<void> => {
        await library.addReplay(id, outcome)
        // Only what was proven to be the run's own.
        if (outcome.identical) await library.keepCheckpoints(id, kept)
      }
      const unwritten = await keep().catch(errorMessage)
      if (args.flag('json')) output.line(printableJson({ id, identical: outcome.identical, difference }))
      else output.line(difference ?? 'identical')
      if (typeof unwritten === 'string')
        output.note(`Not everything of it is kept with the run. ${unwritten}`)
      return outcome.identical && unwritten === undefined ? 0 : 1
    } finally {
      await library.close()
    }
  },
}
