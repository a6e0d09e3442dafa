import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Experiment } from '#shared/experiment/experiment'
import { validationCount } from '#shared/experiment/validation-count'
import type { EngineName } from '#shared/kernels/kernels'
import { intervalsOf } from '#shared/training/intervals'
import type { TrainingEvent } from '#shared/training/training-events'
import { openLibrary } from '../library/library'
import { recordTraining } from '../library/run-recorder'
import { loadDataSet } from '../trainer/data-files'
import { startTraining } from '../trainer/training-session'

/** Parts of a whole training in a terminal, in their order; what is none of them is "rest": threads that start, and the first batches. */
export const TRAINING_PARTS = [
  'start of the program',
  'library',
  'data',
  'steps',
  'evaluations on the way',
  'last evaluation',
  'writing',
  'rest',
] as const
type TrainingPart = (typeof TRAINING_PARTS)[number]
/** Seconds. */
export type TrainingTimes = Readonly<Record<TrainingPart, number>>

/** Seconds since the program started: the clock of `performance` starts with it. */
const now = (): number => performance.now() / 1000

/** Adds up the seconds for which something was waited. */
function stopwatch() {
  let seconds = 0
  return {
    async time<T>(work: () => Promise<T>): Promise<T> {
      const start = now()
      try {
        return await work()
      } finally {
        seconds += now() - start
      }
    },
    seconds: (): number => seconds,
  }
}

/** A moment at which a training told its loss: before what it evaluates after that iteration. */
interface Told {
  readonly iteration: number
  readonly seconds: number
}

/**
 * Seconds that evaluations took in a training which tells its loss more often than it evaluates: what the stretches between two moments that
 * have an evaluation took longer than the others.
 *
 * @param every iterations between two evaluations
 */
export function evaluationSeconds(told: readonly Told[], every: number): number {
  const stretches = told.slice(1).map(({ iteration, seconds }, index) => {
    const before = told[index]
    const evaluations = Math.floor((iteration - 1) / every) - Math.floor((before.iteration - 1) / every)
    return { evaluations, steps: iteration - before.iteration, seconds: seconds - before.seconds }
  })
  const plain = stretches.filter(({ evaluations }) => evaluations === 0)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const secondsOfStep = sum(plain.map(({ seconds }) => seconds)) / sum(plain.map(({ steps }) => steps))
  const others = stretches.filter(({ evaluations }) => evaluations > 0)
  return sum(others.map(({ seconds, steps }) => seconds - steps * secondsOfStep))
}

/** Trains and records an experiment as `lab train` does, with a clock around each part. */
export async function measureTraining(
  dataDirectory: string,
  experiment: Experiment,
  engine: EngineName,
  threads: number,
): Promise<TrainingTimes> {
  const start = now()
  const place = mkdtempSync(join(tmpdir(), 'bench-train-'))
  const [library, data, writing] = [stopwatch(), stopwatch(), stopwatch()]
  try {
    const opened = await library.time(() => openLibrary(place))
    const loaded = await data.time(() => loadDataSet(dataDirectory))
    const recorder = await recordTraining(opened, {
      id: opened.newId(),
      experiment,
      data: loaded.fingerprint,
      author: '',
      parent: null,
      checkpoint: null,
    })
    const at = { evaluating: 0, ended: 0 }
    const told: Told[] = []
    let training = 0
    let written: Promise<void> = Promise.resolve()
    let fault: string | null = null
    const take = (event: TrainingEvent): void => {
      if (event.kind === 'failed') fault = event.message
      if (event.kind === 'logged') told.push({ iteration: event.point.iteration, seconds: event.seconds })
      if (event.kind === 'evaluating') at.evaluating = now()
      if (event.kind === 'ended') [at.ended, training] = [now(), event.result.seconds]
      written = written.then(() => recorder.handle(event))
    }
    await startTraining({ experiment, data: async () => loaded, engine, threads }, take).finished
    await writing.time(() => written)
    await writing.time(() => opened.close())
    if (fault !== null) throw new Error(fault)
    const images = validationCount(loaded.trainLabels.length, experiment.plan.validationShare)
    const evaluations = evaluationSeconds(told, intervalsOf(experiment, images).evaluate)
    const times = {
      'start of the program': start,
      library: library.seconds(),
      data: data.seconds(),
      steps: training - evaluations,
      'evaluations on the way': evaluations,
      'last evaluation': at.ended - at.evaluating,
      writing: writing.seconds(),
    }
    return { ...times, rest: now() - Object.values(times).reduce((sum, seconds) => sum + seconds, 0) }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
