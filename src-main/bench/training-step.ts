import type { Experiment } from '#shared/experiment/experiment'
import type { EngineName } from '#shared/kernels/kernels'
import { measureSpeed } from '../trainer/calibration'
import { median } from './median'

/** Seconds of one measurement; several short ones in turn tell more than a long one on a noisy machine. */
const SECONDS = 3

export interface StepSpeed {
  readonly engine: EngineName
  readonly threads: number
  readonly stepsPerSecond: number
}

/** Median speed of the training step for each engine and number of threads, measured in turn, round after round. */
export async function measureSteps(
  dataDirectory: string,
  experiment: Experiment,
  engines: readonly EngineName[],
  threadCounts: readonly number[],
  rounds: number,
): Promise<readonly StepSpeed[]> {
  const cases = engines.flatMap((engine) =>
    threadCounts.map((threads) => ({ engine, threads, speeds: [] as number[] })),
  )
  for (let round = 0; round < rounds; round += 1) {
    for (const { engine, threads, speeds } of cases) {
      speeds.push(await measureSpeed({ dataDirectory, experiment, engine, threads, seconds: SECONDS }))
    }
  }
  return cases.map(({ engine, threads, speeds }) => ({ engine, threads, stepsPerSecond: median(speeds) }))
}
