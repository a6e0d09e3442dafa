import type { Experiment } from '#shared/experiment/experiment'
import { finalNetwork } from '#shared/experiment/presets'
import type { EngineName } from '#shared/kernels/kernels'
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

/** The final network without evaluation: gather, both passes and update remain. */
function workload(): Experiment {
  const iterations = 1_000_000
  return {
    ...finalNetwork,
    plan: { ...finalNetwork.plan, validationShare: 0, iterations, evaluateEvery: iterations },
  }
}

/**
 * Steps a second of the standard workload on this machine: the training step of the final network, for five seconds.
 *
 * Seconds of different computers are compared through this number.
 */
export async function measureCalibration({
  seconds = MEASURED,
  onSession,
  ...where
}: Workload): Promise<number> {
  const marks: { readonly iteration: number; readonly seconds: number }[] = []
  let fault = ''
  const session = startTraining({ ...where, experiment: workload() }, (event) => {
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
