import { parentPort, workerData } from 'node:worker_threads'
import type { Kernels } from '#shared/kernels/kernels'
import { rowsOfThread } from '#shared/training/training-thread'
import { createKernels } from '../trainer/engines'
import type { ProductTask } from './products'

/** Entry of a worker thread that multiplies over and over, and tells how many seconds that took. */
function main(task: ProductTask): void {
  const kernels = createKernels(task.engine, task.module, task.memory)
  multiply(kernels, task, Math.ceil(task.repeats / 20))
  const begin = performance.now()
  multiply(kernels, task, task.repeats)
  parentPort?.postMessage((performance.now() - begin) / 1000)
}

function multiply(
  kernels: Kernels,
  { shape, addresses, thread, threads }: ProductTask,
  repeats: number,
): void {
  const { kind, rows, inner, columns } = shape
  const [begin, end] = rowsOfThread(kind === 'forward' ? rows : inner, thread, threads)
  for (let count = 0; count < repeats; count += 1) {
    if (kind === 'forward')
      kernels.matmulAddF32(addresses.out, addresses.a, addresses.b, 0, rows, begin, end, inner, columns)
    else kernels.weightGradientF32(addresses.out, addresses.a, addresses.b, rows, inner, begin, end, columns)
  }
}

main(workerData as ProductTask)
