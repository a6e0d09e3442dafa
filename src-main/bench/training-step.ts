import type { EngineName } from '#shared/kernels/kernels'
import { finalNetwork } from '#shared/design/presets'
import type { Experiment } from '#shared/design/experiment'
import { startTraining } from '../trainer/training-session'
import { median } from './median'

/** Steps before the clock is looked at, and steps of one measurement. */
const WARM_UP = 60
const STEPS = 300

export interface StepSpeed {
  readonly engine: EngineName
  readonly threads: number
  readonly stepsPerSecond: number
}

/** The final network without evaluation: batches, gather, both passes and update remain. */
function stepExperiment(): Experiment {
  const iterations = 100_000
  return { ...finalNetwork, plan: { ...finalNetwork.plan, validationShare: 0, iterations, evaluateEvery: iterations } }
}

/** Steps a second of one training, from the seconds at its logged points. */
async function measureOnce(dataDirectory: string, engine: EngineName, threads: number): Promise<number> {
  let fault = ''
  const marks: { iteration: number; seconds: number }[] = []
  const session = startTraining({ experiment: stepExperiment(), dataDirectory, threads, engine }, (event) => {
    if (event.kind === 'failed') fault = event.message
    if (event.kind !== 'progress') return
    if (event.iteration >= WARM_UP) marks.push(event)
    if (event.iteration >= WARM_UP + STEPS) session.command('discard')
  })
  await session.finished
  if (fault !== '') throw new Error(fault)
  const [first, last] = [marks[0], marks[marks.length - 1]]
  return (last.iteration - first.iteration) / (last.seconds - first.seconds)
}

/** Median speed of the training step for each engine and number of threads, measured in turn, round after round. */
export async function measureSteps(
  dataDirectory: string,
  engines: readonly EngineName[],
  threadCounts: readonly number[],
  rounds: number,
): Promise<readonly StepSpeed[]> {
  const cases = engines.flatMap((engine) => threadCounts.map((threads) => ({ engine, threads, speeds: [] as number[] })))
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) each.speeds.push(await measureOnce(dataDirectory, each.engine, each.threads))
  }
  return cases.map(({ engine, threads, speeds }) => ({ engine, threads, stepsPerSecond: median(speeds) }))
}
