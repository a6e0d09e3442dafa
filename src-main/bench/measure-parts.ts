import { join } from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import type { Experiment } from '#shared/experiment/experiment'
import type { EngineName } from '#shared/kernels/kernels'
import { measureSpeed } from '../trainer/calibration'
import { PARTS_CHANNEL, type PartsMessage } from './parts-message'
import type { StepPart } from './step-parts'
import { STEP_PARTS } from './step-parts'

const SECONDS = 5

export interface MeasuredPart {
  readonly part: StepPart
  /** Microseconds in a step, in the middle of the threads. */
  readonly microseconds: number
  /** Share of the step. */
  readonly share: number
}

/** What the parts of a step take, in a training whose threads have a clock around every kernel and every wait. */
export async function measureParts(
  dataDirectory: string,
  experiment: Experiment,
  engine: EngineName,
  threads: number,
): Promise<readonly MeasuredPart[]> {
  const ofThreads = new Map<number, PartsMessage['times']>()
  const channel = new BroadcastChannel(PARTS_CHANNEL)
  channel.onmessage = (event) => {
    const { thread, times } = (event as { readonly data: PartsMessage }).data
    ofThreads.set(thread, times)
  }
  const threadEntry = join(import.meta.dirname, 'measured-thread.js')
  try {
    await measureSpeed({ dataDirectory, experiment, engine, threads, threadEntry, seconds: SECONDS })
  } finally {
    channel.close()
  }
  return shares([...ofThreads.values()])
}

/** Means over the threads, each with its share of the whole. */
function shares(ofThreads: readonly PartsMessage['times'][]): readonly MeasuredPart[] {
  if (ofThreads.length === 0) throw new Error('The machine made too few steps for its parts to be measured.')
  const means = STEP_PARTS.map((part) => ({
    part,
    microseconds: ofThreads.reduce((sum, times) => sum + times[part], 0) / ofThreads.length,
  }))
  const whole = means.reduce((sum, { microseconds }) => sum + microseconds, 0)
  return means.map((mean) => ({ ...mean, share: mean.microseconds / whole }))
}
