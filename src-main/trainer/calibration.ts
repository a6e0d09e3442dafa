import type { Experiment } from '#shared/experiment/experiment'
import { finalNetwork } from '#shared/experiment/presets'
import type { EngineName } from '#shared/kernels/kernels'
import { loadDataSet } from './data-files'
import type { TrainingSession } from './training-session'
import { startTraining } from './training-session'

/** Seconds before the clock is looked at, and seconds of the measurement. */
const WARM_UP = 1
const MEASURED = 4

export interface Workload {
  readonly dataDirectory: string
  readonly engine?: EngineName
  readonly threads: number
  readonly threadEntry?: string
  /** Seconds of the measurement; 4 where it is left out. */
  readonly seconds?: number
  /** Is given the session, for those who may have to end it before its time. */
  readonly onSession?: (session: TrainingSession) => void
}

/** More steps than are done until the measurement ends. */
const ITERATIONS = 1_000_000

/**
 * Steps a second of the standard workload on this machine: the training step of the final network, for five seconds.
 *
 * Seconds of different computers are compared through this number.
 */
export function measureCalibration(workload: Workload): Promise<number> {
  return measureSpeed({ ...workload, experiment: finalNetwork })
}

/** Steps a second of an experiment without its evaluations: gather, both passes and update remain. */
export async function measureSpeed({
  seconds = MEASURED,
  onSession,
  dataDirectory,
  experiment: { plan, ...rest },
  ...where
}: Workload & { readonly experiment: Experiment }): Promise<number> {
  const experiment = {
    ...rest,
    plan: { ...plan, validationShare: 0, iterations: ITERATIONS, evaluateEvery: ITERATIONS },
  }
  const marks: { readonly iteration: number; readonly seconds: number }[] = []
  let fault = ''
  const session = startTraining({ ...where, experiment, data: () => loadDataSet(dataDirectory) }, (event) => {
    if (event.kind === 'failed') fault = event.message
    if (event.kind !== 'progress' || event.seconds < WARM_UP) return
    marks.push(event)
    if (event.seconds >= WARM_UP + seconds) session.command('discard')
  })
  onSession?.(session)
  await session.finished
  if (fault !== '') throw new Error(fault)
  if (marks.length < 2) throw new Error('The standard workload was ended before it was measured.')
  const [first, last] = [marks[0], marks[marks.length - 1]]
  return (last.iteration - first.iteration) / (last.seconds - first.seconds)
}
