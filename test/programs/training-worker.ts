import { parentPort } from 'node:worker_threads'
import type { WasmKernelExports } from '#shared/kernels/wasm-kernels'
import { createWasmKernels } from '#shared/kernels/wasm-kernels'
import { memoryOf } from '#shared/network/memory'
import { createMemoryLayout } from '#shared/training/memory-layout'
import type { TrainingEvent } from '#shared/training/training-events'
import { runTraining } from '#shared/training/training-loop'
import { createTrainingThread } from '#shared/training/training-thread'
import type { ThreadJob } from '../helpers/threaded-training'

/** One thread of a team; trains whenever it gets a job, and tells what the leader told. */
function train({ experiment, images, memory, module, thread, threads }: ThreadJob): readonly TrainingEvent[] {
  const events: TrainingEvent[] = []
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const kernels = createWasmKernels(exports as unknown as WasmKernelExports)
  const layout = createMemoryLayout(experiment, images, threads)
  const training = createTrainingThread(experiment, layout, memoryOf(memory.buffer), kernels, thread, threads)
  const emit = (event: TrainingEvent): unknown => events.push(event)
  const leads = { emit, now: () => 0, takeCommand: () => null, waitForCommand: () => 'resume' as const }
  const owner = { identity: 'test', arithmetic: 'f32-fma-1' }
  runTraining(training, { images, owner, checkpoint: null, hooks: thread === 0 ? leads : null })
  return events
}

parentPort?.on('message', (job: ThreadJob) => parentPort?.postMessage(train(job)))
