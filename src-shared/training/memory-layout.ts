import { augmentationTable, augments } from '../data/augmentation'
import type { Experiment } from '../experiment/experiment'
import { OPTIMIZER_ROWS } from '../experiment/optimizers'
import type { Address } from '../kernels/kernels'
import { roundUpToPanel } from '../kernels/panels'
import { DROPOUT_WORDS, OPTIMIZER_SCALARS, TARGET_WORDS } from '../kernels/scalar-layouts'
import type { Arena } from '../network/arena'
import { createArena } from '../network/arena'
import { BARRIER_WORDS } from '../network/barrier'
import type { Layer } from '../network/layers'
import { allocateLayers } from '../network/layers'

/** Rows that an evaluation takes at once, at least. */
const EVALUATION_ROWS = 512

/** Images that a training knows. Test images are numbered after the training images. */
export interface ImageCounts {
  readonly training: number
  readonly test: number
}

/** What belongs to one thread alone. */
interface ThreadMemory {
  readonly dropoutBlock: Address
  readonly weightScalars: Address
  readonly otherScalars: Address
}

/** Where everything lies that a training works on. A function of the experiment, so every thread finds it by itself. */
export interface MemoryLayout {
  readonly layers: readonly Layer[]
  /** Rows that the activations hold. */
  readonly capacity: number
  /** Int32: the barrier, then what all do next, then the command from outside. */
  readonly barrier: Address
  /** Int32 per thread: how far its share of the work is. */
  readonly workStealing: Address
  readonly next: Address
  readonly command: Address
  /** Bytes of all images, then of all labels. */
  readonly images: Address
  readonly labels: Address
  /** Int32 image numbers of the batch, and of the splits of the data. */
  readonly order: Address
  readonly trainingOrder: Address
  readonly validationOrder: Address
  readonly testOrder: Address
  /** Int32 per row of the batch; 0 where nothing is augmented. */
  readonly transforms: Address
  readonly sources: Address
  readonly sourcesLength: number
  readonly table: Address
  /** Binary32 loss and byte of the predicted class, per row of the batch. */
  readonly loss: Address
  readonly predicted: Address
  /** The same per image of a split of the data. */
  readonly evaluationLoss: Address
  readonly evaluationPredicted: Address
  /** on, off, scale for training and for evaluation. */
  readonly targets: Address
  readonly evaluationTargets: Address
  /** Per hidden layer binary64 sums of preactivations and of activations, 2 a row. */
  readonly moments: readonly { readonly preactivation: Address; readonly activation: Address }[]
  readonly threads: readonly ThreadMemory[]
  /** Bytes of the whole memory. */
  readonly size: number
}

/** Lays out the network, the data and the bookkeeping of a training for a number of threads. */
export function createMemoryLayout(
  { design, plan }: Experiment,
  images: ImageCounts,
  threads: number,
): MemoryLayout {
  const arena = createArena()
  const barrier = arena.words(BARRIER_WORDS)
  const workStealing = arena.words(threads)
  const next = arena.words(1)
  const command = arena.words(1)
  const thread: ThreadMemory[] = []
  for (let index = 0; index < threads; index += 1) thread.push(allocateThread(arena))
  const capacity = Math.max(roundUpToPanel(plan.batchSize), EVALUATION_ROWS, 16 * threads)
  const layers = allocateLayers(arena, design, capacity, {
    states: OPTIMIZER_ROWS[plan.optimizer.kind].states,
    average: plan.averaging > 0,
    best: plan.earlyStopping > 0,
    rowSquares: plan.gradientClipping > 0,
    training: true,
  })
  const all = images.training + images.test
  const augmented = augments(plan.augmentation)
  const sourcesLength = augmented
    ? augmentationTable(plan.augmentation, Math.sqrt(design.input)).sources.length
    : 0
  return {
    layers,
    capacity,
    barrier,
    workStealing,
    next,
    command,
    threads: thread,
    sourcesLength,
    images: arena.bytes(all * design.input),
    labels: arena.bytes(all),
    order: arena.words(capacity),
    trainingOrder: arena.words(images.training),
    validationOrder: arena.words(images.training),
    testOrder: arena.words(images.test),
    transforms: augmented ? arena.words(capacity) : 0,
    sources: augmented ? arena.words(sourcesLength) : 0,
    table: arena.words(256),
    loss: arena.words(capacity),
    predicted: arena.bytes(capacity),
    evaluationLoss: arena.words(roundUpToPanel(Math.max(images.training, images.test))),
    evaluationPredicted: arena.bytes(roundUpToPanel(Math.max(images.training, images.test))),
    targets: arena.words(TARGET_WORDS),
    evaluationTargets: arena.words(TARGET_WORDS),
    moments: design.hidden.map(() => ({
      preactivation: arena.doubles(2 * capacity),
      activation: arena.doubles(2 * capacity),
    })),
    size: arena.size(),
  }
}

function allocateThread(arena: Arena): ThreadMemory {
  return {
    dropoutBlock: arena.words(DROPOUT_WORDS),
    weightScalars: arena.words(OPTIMIZER_SCALARS),
    otherScalars: arena.words(OPTIMIZER_SCALARS),
  }
}
