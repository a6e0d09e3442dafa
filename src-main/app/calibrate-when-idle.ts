import type { SettingsStore } from './settings-store'
import type { TrainerProcess } from './trainer-process'
import type { TrainingJobs } from './training-jobs'

/** Milliseconds after the start, and between two tries: whoever wants to train at once must not be in its way. */
const WAIT = 10_000

export interface Calibrating {
  readonly trainer: Pick<TrainerProcess, 'describe' | 'calibrate'>
  readonly jobs: Pick<TrainingJobs, 'jobs'>
  readonly settings: Pick<SettingsStore, 'calibration' | 'setCalibration'>
}

/**
 * Measures the standard workload once, at a moment in which nothing trains. Returns a function that ends the waiting.
 *
 * A run that is started meanwhile goes first; the measurement is then tried again later.
 */
export function calibrateWhenIdle({ trainer, jobs, settings }: Calibrating, wait: number = WAIT): () => void {
  let timer = setTimeout(() => void attempt(), wait)
  let isOver = false

  async function measure(): Promise<void> {
    const { engine } = await trainer.describe()
    if (settings.calibration(engine) !== null) return
    if (jobs.jobs.length > 0) throw new Error('A run is being trained.')
    await settings.setCalibration(engine, await trainer.calibrate())
  }

  async function attempt(): Promise<void> {
    const isDone = await measure().then(
      () => true,
      () => false,
    )
    if (!isDone && !isOver) timer = setTimeout(() => void attempt(), wait)
  }

  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
