import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Experiment } from '#shared/experiment/experiment'
import type { ImageCounts } from '#shared/training/memory-layout'
import { createMemoryLayout } from '#shared/training/memory-layout'
import type { TrainingEvent } from '#shared/training/training-events'
import { bundleProgram } from './bundled-program'
import type { SmallData } from './inline-training'

/** What one worker thread is told. */
export interface ThreadJob {
  readonly experiment: Experiment
  readonly images: ImageCounts
  readonly memory: WebAssembly.Memory
  readonly module: WebAssembly.Module
  readonly thread: number
  readonly threads: number
}

/** Real worker threads that train together on small data, with the WebAssembly engine. */
export interface ThreadTeam {
  /** What the leading thread told, from the first event to the last. */
  train(experiment: Experiment, data: SmallData, threads: number): Promise<readonly TrainingEvent[]>
  end(): Promise<void>
}

function answerOf(worker: Worker, job: ThreadJob): Promise<readonly TrainingEvent[]> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (events: readonly TrainingEvent[]) => {
      worker.off('error', reject)
      resolve(events)
    })
    worker.postMessage(job)
  })
}

export async function createThreadTeam(members: number): Promise<ThreadTeam> {
  const program = await bundleProgram('training-worker')
  const workers = Array.from({ length: members }, () => new Worker(program.path))
  const module = new WebAssembly.Module(
    readFileSync(new URL('../../out/kernels/kernels.wasm', import.meta.url)),
  )

  return {
    async train(experiment, data, threads) {
      const images = { training: data.training, test: data.test }
      const layout = createMemoryLayout(experiment, images, threads)
      const pages = Math.ceil(layout.size / 65536)
      const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
      const bytes = new Uint8Array(memory.buffer)
      bytes.set(data.images, layout.images)
      bytes.set(data.labels, layout.labels)
      const jobs = workers
        .slice(0, threads)
        .map((worker, thread) => answerOf(worker, { experiment, images, memory, module, thread, threads }))
      const [told] = await Promise.all(jobs)
      return told
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()))
      await program.remove()
    },
  }
}
