import { completePlan } from '#shared/experiment/complete-plan'
import type { Experiment } from '#shared/experiment/experiment'
import type { Kernels } from '#shared/kernels/kernels'
import { createReferenceKernels } from '#shared/kernels/reference/reference-kernels'
import { memoryOf } from '#shared/network/memory'
import type { MemoryLayout } from '#shared/training/memory-layout'
import { createMemoryLayout } from '#shared/training/memory-layout'
import type { TrainingCommand, TrainingEvent, TrainingResult } from '#shared/training/training-events'
import { runTraining } from '#shared/training/training-loop'
import type { TrainingThread } from '#shared/training/training-thread'
import { createTrainingThread } from '#shared/training/training-thread'

/** A small data set: bytes whose brightest stripe tells the class, and noise. */
export interface SmallData {
  readonly images: Uint8Array
  readonly labels: Uint8Array
  readonly training: number
  readonly test: number
}

/** A plain generator for test data; not the lab's, so that a fault there cannot hide here. */
export function testNoise(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

export function smallData(
  pixels: number,
  classes: number,
  training: number,
  test: number,
  seed = 1,
): SmallData {
  const noise = testNoise(seed)
  const count = training + test
  const images = new Uint8Array(count * pixels)
  const labels = new Uint8Array(count)
  for (let image = 0; image < count; image += 1) {
    const label = Math.floor(noise() * classes)
    labels[image] = label
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const bright = pixel % classes === label
      images[image * pixels + pixel] = Math.floor(noise() * 120) + (bright ? 110 : 0)
    }
  }
  return { images, labels, training, test }
}

export const NEUTRAL_PLAN = completePlan({
  seed: 1,
  scaling: 'standardize',
  validationShare: 0.2,
  iterations: 10,
  batchSize: 20,
  sampling: 'permutation',
  optimizer: { kind: 'momentum', momentum: 0.9 },
  learningRate: 0.05,
  evaluateEvery: 5,
})

export const NEUTRAL_DESIGN = {
  input: 25,
  hidden: [19, 7],
  output: 5,
  activation: 'selu',
  initialization: 'lecun',
  initializationDraw: 'normal',
  batchNormalization: false,
  dropout: { kind: 'none', ratio: 0 },
} as const satisfies Experiment['design']

export function smallExperiment(
  design: Partial<Experiment['design']> = {},
  plan: Partial<Experiment['plan']> = {},
): Experiment {
  return {
    format: 'our-neural-network/experiment',
    version: 1,
    design: { ...NEUTRAL_DESIGN, ...design },
    plan: { ...NEUTRAL_PLAN, ...plan },
  }
}

export interface InlineRun {
  readonly events: readonly TrainingEvent[]
  readonly result: TrainingResult
}

export interface InlineOptions {
  readonly kernels?: (buffer: SharedArrayBuffer | ArrayBuffer, size: number) => Kernels
  readonly memory?: (bytes: number) => ArrayBufferLike
  readonly checkpoint?: Uint8Array
  /** Commands that the leader finds after so many steps. */
  readonly commands?: Readonly<Record<number, TrainingCommand>>
  readonly afterPause?: TrainingCommand
  readonly stopAfter?: number
  readonly checkpointEvery?: number
}

/** A training laid out in memory with its data, as thread 0 of one. */
export function createInlineThread(
  experiment: Experiment,
  data: SmallData,
  buffer: (layout: MemoryLayout) => { buffer: ArrayBufferLike; kernels: Kernels } = (layout) => {
    const plain = new ArrayBuffer(layout.size)
    return { buffer: plain, kernels: createReferenceKernels(plain) }
  },
): TrainingThread {
  const layout = createMemoryLayout(experiment, { training: data.training, test: data.test }, 1)
  const made = buffer(layout)
  const memory = memoryOf(made.buffer)
  memory.bytes.set(data.images, layout.images)
  memory.bytes.set(data.labels, layout.labels)
  return createTrainingThread(experiment, layout, memory, made.kernels, 0, 1)
}

/** Trains in this thread, to the end. */
export function trainInline(
  experiment: Experiment,
  data: SmallData,
  options: InlineOptions = {},
  thread: TrainingThread = createInlineThread(experiment, data),
): InlineRun {
  const events: TrainingEvent[] = []
  let steps = 0
  let time = 0
  runTraining(thread, {
    images: { training: data.training, test: data.test },
    owner: { identity: 'test', arithmetic: 'f32-fma-1' },
    checkpoint: options.checkpoint ?? null,
    ...(options.stopAfter === undefined ? {} : { stopAfter: options.stopAfter }),
    ...(options.checkpointEvery === undefined ? {} : { checkpointEvery: options.checkpointEvery }),
    hooks: {
      emit: (event) => events.push(event),
      now: () => (time += 0.001),
      takeCommand: () => options.commands?.[(steps += 1)] ?? null,
      waitForCommand: () => options.afterPause ?? 'resume',
    },
  })
  const last = events[events.length - 1]
  if (last.kind !== 'ended') throw new Error(`The training ended with ${last.kind}.`)
  return { events, result: last.result }
}
