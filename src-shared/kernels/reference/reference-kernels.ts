import type { Kernels } from '../kernels'
import { createBatchNormalization } from './batch-normalization'
import { createDropout } from './dropout'
import { createElementwise } from './elementwise'
import { createGather } from './gather'
import { createOptimizers } from './optimizers'
import { createProducts } from './products'
import { createRowSums } from './row-sums'
import { createSoftmax } from './softmax'
import { createViews } from './views'

/**
 * The reference engine on one memory: exact, plain and slow.
 *
 * It defines the bytes that the fast engines must give, so it is written for reading; tests use it on small networks.
 */
export function createReferenceKernels(buffer: ArrayBufferLike): Kernels {
  const views = createViews(buffer)
  return {
    engine: 'reference',
    ...createGather(views),
    ...createProducts(views),
    ...createElementwise(views),
    ...createDropout(views),
    ...createSoftmax(views),
    ...createBatchNormalization(views),
    ...createOptimizers(views),
    ...createRowSums(views),
  }
}
