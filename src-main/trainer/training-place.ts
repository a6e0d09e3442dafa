import { keepTrainingMemory, type MakeMemory } from './training-memory'
import { createWorkerPool, type WorkerPool } from './worker-pool'

/** Where one training after the other happens: what a training leaves there spares the next one its start. */
export interface TrainingPlace {
  readonly makeMemory: MakeMemory
  readonly pool: WorkerPool
}

/** `threadEntry` is the file of the worker threads; beside this one in the built lab. */
export function createTrainingPlace(threadEntry?: string): TrainingPlace {
  return { makeMemory: keepTrainingMemory(), pool: createWorkerPool(threadEntry) }
}
