import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TrainingEvent } from '#shared/training/training-events'
import { THREAD_IS_FREE, type ThreadStart } from './thread-messages'

/** Who hears what the threads of a training tell. */
interface WorkerHooks {
  readonly onEvent: (event: TrainingEvent) => void
  readonly onError: (error: unknown) => void
}

/**
 * Worker threads that train. Between two trainings, of which the second must begin after the first has ended, they wait for the next:
 * to start them costs as much as a short training. While they wait they do not keep the process alive.
 */
export interface WorkerPool {
  /** Gives each thread of a training its part. */
  start(parts: readonly ThreadStart[], hooks: WorkerHooks): void
  /** Resolves when all threads have come to the end of their part. */
  free(): Promise<void>
  /** Ends all threads at once; nothing more is told. */
  terminate(): Promise<void>
}

/** `entry` is the file of the worker threads; beside this one in the built lab. */
export function createWorkerPool(entry = join(import.meta.dirname, 'training-thread.js')): WorkerPool {
  const waiting: Worker[] = []
  const busy = new Set<Worker>()
  let hooks: WorkerHooks | null = null
  let wake: () => void = () => undefined

  function leave(worker: Worker): void {
    busy.delete(worker)
    if (busy.size === 0) wake()
  }

  function open(): Worker {
    const worker = new Worker(entry)
    worker.on('message', (told: TrainingEvent | typeof THREAD_IS_FREE) => {
      if (told !== THREAD_IS_FREE) return hooks?.onEvent(told)
      // One that is being ended keeps the process alive until that is done: somebody waits for it.
      if (!busy.has(worker)) return
      worker.unref()
      waiting.push(worker)
      leave(worker)
    })
    worker.on('error', (error) => {
      leave(worker)
      hooks?.onError(error)
    })
    return worker
  }

  return {
    start(parts, given) {
      hooks = given
      for (const part of parts) {
        const worker = waiting.pop() ?? open()
        worker.ref()
        busy.add(worker)
        worker.postMessage(part)
      }
    },
    async free() {
      if (busy.size > 0) await new Promise<void>((resolve) => (wake = resolve))
    },
    async terminate() {
      hooks = null
      const all = [...busy, ...waiting.splice(0)]
      busy.clear()
      for (const worker of all) worker.ref()
      await Promise.all(all.map((worker) => worker.terminate()))
    },
  }
}
