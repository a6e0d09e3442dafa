import type { Experiment } from '../experiment/experiment'
import type { Kernels } from '../kernels/kernels'
import { OPTIMIZER_SCALARS } from '../kernels/scalar-layouts'
import type { Barrier } from '../network/barrier'
import { BARRIER_WORDS, createBarrier, LOOKS } from '../network/barrier'
import { dropoutNumbers } from '../network/dropout'
import type { Memory } from '../network/memory'
import { floatsAt, integersAt } from '../network/memory'
import type { Network } from '../network/network'
import { shareBegin } from '../network/row-range'
import type { MemoryLayout } from './memory-layout'
import type { WorkStealing } from './work-stealing'
import { createWorkStealing, UNIT } from './work-stealing'

/** One of the threads that train together, with everything that it needs in each step. */
export interface TrainingThread {
  readonly experiment: Experiment
  readonly network: Network
  readonly layout: MemoryLayout
  readonly memory: Memory
  readonly kernels: Kernels
  /** 0 leads: it sums, logs, and prepares the next batch. */
  readonly thread: number
  readonly threads: number
  readonly barrier: Barrier
  readonly work: WorkStealing
  readonly weightScalars: Float32Array
  readonly otherScalars: Float32Array
  readonly losses: Float32Array
  readonly order: Int32Array
}

/** @param looks at a barrier before the thread sleeps */
export function createTrainingThread(
  experiment: Experiment,
  layout: MemoryLayout,
  memory: Memory,
  kernels: Kernels,
  thread: number,
  threads: number,
  looks: number = LOOKS,
): TrainingThread {
  const { dropoutBlock, weightScalars, otherScalars } = layout.threads[thread]
  const { design, plan } = experiment
  return {
    experiment,
    layout,
    memory,
    kernels,
    thread,
    threads,
    network: {
      kernels,
      memory,
      design,
      layers: layout.layers,
      dropout: dropoutNumbers(design.dropout),
      dropoutBlock,
    },
    barrier: createBarrier(integersAt(memory, layout.barrier, BARRIER_WORDS), threads, looks),
    work: createWorkStealing(integersAt(memory, layout.workStealing, threads), thread, threads),
    weightScalars: floatsAt(memory, weightScalars, OPTIMIZER_SCALARS),
    otherScalars: floatsAt(memory, otherScalars, OPTIMIZER_SCALARS),
    losses: floatsAt(memory, layout.loss, plan.batchSize),
    order: integersAt(memory, layout.order, plan.batchSize),
  }
}

/** Rows `begin ... end` of `count` that are a thread's own, in whole units but for the last. */
export function rowsOfThread(
  count: number,
  thread: number,
  threads: number,
): readonly [begin: number, end: number] {
  const blocks = Math.ceil(count / UNIT)
  return [
    Math.min(count, shareBegin(blocks, thread, threads) * UNIT),
    Math.min(count, shareBegin(blocks, thread + 1, threads) * UNIT),
  ]
}
