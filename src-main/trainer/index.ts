import { readCheckpointHeader } from '#shared/training/checkpoint'
import { emptyCurves } from '#shared/training/progress'
import { isLastEvent, type TrainingEvent } from '#shared/training/training-events'
import { defaultThreadsBesideWindow } from '../base/default-threads'
import { arithmeticId } from './arithmetic'
import { measureCalibration } from './calibration'
import { dataDirectory } from './data-directory'
import { loadData } from './data-files'
import { chooseEngine, prepareEngine } from './engines'
import { createLoadedData } from './loaded-data'
import { openParentDoor, tellParent } from './parent-door'
import type { EngineDescription, StartTraining, TrainerEvent, TrainerRequests } from './process-contract'
import { createTrainingPlace, type TrainingPlace } from './training-place'
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

/** What is kept between two trainings: the next trial of a search begins at once. */
interface Kept {
  readonly place: TrainingPlace
  readonly load: typeof loadData
}

/** Milliseconds after which the memory of about two data sets is given back to the system where no training follows. */
const KEEP = 30_000

let running: Running | null = null
let kept: Kept | null = null
let calibrating: TrainingSession | null = null

function describe(): EngineDescription {
  const { engine, reason } = chooseEngine()
  return { engine, reason, arithmetic: arithmeticId(engine, prepareEngine(engine)) }
}

function keep(): Kept {
  kept ??= { place: createTrainingPlace(), load: createLoadedData(loadData) }
  return kept
}

/** When a training is over; a later one that has begun meanwhile keeps everything. */
function releaseSoon({ session }: Running): void {
  setTimeout(() => {
    if (running?.session !== session) return
    void kept?.place.pool.terminate()
    kept = null
  }, KEEP)
}

async function start(training: StartTraining): Promise<void> {
  const { id, experiment, data, threads, checkpoint, stopAfter, checkpointEvery } = training
  if (running?.isOver === false) throw new Error(`Run ${running.id} is still being trained.`)
  await Promise.all([running?.session.finished, calibrating?.terminate()])
  const state = checkpoint === null ? null : readCheckpointHeader(checkpoint).header.state
  stream.begin(id, state?.curves ?? emptyCurves(experiment.design.hidden.length), state?.iteration ?? 0)
  const relay = (event: TrainingEvent): void => {
    if (isLastEvent(event) && running !== null) running.isOver = true
    stream.tell(event)
    tellParent({ id, event } satisfies TrainerEvent)
  }
  const { place, load } = keep()
  const options = {
    experiment,
    data: () => load(data),
    place,
    threads,
    checkpoint,
    ...(stopAfter === null ? {} : { stopAfter }),
    ...(checkpointEvery === null ? {} : { checkpointEvery }),
  }
  const mine: Running = { id, session: startTraining(options, relay), isOver: false }
  running = mine
  void mine.session.finished.then(() => releaseSoon(mine))
}

async function calibrate(): Promise<number> {
  if (running?.isOver === false) throw new Error('Nothing is measured while a run is being trained.')
  const onSession = (session: TrainingSession): void => {
    calibrating = session
  }
  // As many as train where the user left the choice to the window, so that the number means what it always meant.
  const threads = defaultThreadsBesideWindow()
  const measuring = measureCalibration({ dataDirectory, threads, onSession })
  return measuring.finally(() => (calibrating = null))
}

openParentDoor<TrainerRequests>(
  {
    describe,
    calibrate,
    show: stream.show,
    start,
    command: (id, command) => {
      // It may have ended while the command was on its way.
      if (running?.id === id) running.session.command(command)
    },
  },
  stream.attach,
)
