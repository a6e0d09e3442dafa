import { emptyCurves } from '#shared/training/progress'
import { readCheckpointHeader } from '#shared/training/checkpoint'
import type { TrainingEvent } from '#shared/training/training-events'
import { arithmeticId } from './arithmetic'
import { dataDirectory } from './data-directory'
import { chooseEngine, prepareEngine } from './engines'
import { openParentDoor, tellParent } from './parent-door'
import type { EngineDescription, StartTraining, TrainerNews, TrainerRequests } from './process-contract'
import { startTraining, type TrainingSession } from './training-session'
import { createTrainingStream } from './training-stream'

// The program of the trainer: it owns the numbers and nothing else. It knows no window, no library and no folder but the data's.

const stream = createTrainingStream()
interface Running {
  readonly id: string
  readonly session: TrainingSession
  /** It has told its last event, though its threads may still be leaving. */
  isOver: boolean
}

function isLast({ kind }: TrainingEvent): boolean {
  return kind === 'ended' || kind === 'discarded' || kind === 'failed'
}

let running: Running | null = null

function describe(): EngineDescription {
  const { engine, reason } = chooseEngine()
  return { engine, reason, arithmetic: arithmeticId(engine, prepareEngine(engine)) }
}

async function start({ id, experiment, threads, checkpoint }: StartTraining): Promise<void> {
  if (running?.isOver === false) throw new Error(`Run ${running.id} is still being trained.`)
  await running?.session.finished
  const state = checkpoint === null ? null : readCheckpointHeader(checkpoint).header.state
  stream.begin(id, state?.curves ?? emptyCurves(experiment.design.hidden.length), state?.iteration ?? 0)
  const relay = (event: TrainingEvent): void => {
    if (isLast(event) && running !== null) running.isOver = true
    stream.tell(event)
    tellParent({ id, event } satisfies TrainerNews)
  }
  running = { id, session: startTraining({ experiment, dataDirectory, threads, checkpoint }, relay), isOver: false }
}

openParentDoor<TrainerRequests>(
  {
    describe,
    start,
    command: (id, command) => {
      // It may have ended while the command was on its way.
      if (running?.id === id) running.session.command(command)
    },
  },
  stream.attach,
)
