import type { Kernels } from '#shared/kernels/kernels'
import type { Barrier } from '#shared/network/barrier'
import type { TrainingThread } from '#shared/training/training-thread'

/** Parts of a step, in the order in which they are told; what is none of these is "rest": dividing the work, the leader's own. */
export const STEP_PARTS = [
  'gather',
  'products',
  'weight gradients',
  'activation',
  'dropout',
  'normalization',
  'softmax',
  'update',
  'bias gradients',
  'waiting',
  'rest',
] as const
export type StepPart = (typeof STEP_PARTS)[number]
export type PartTimes = Readonly<Record<StepPart, number>>

type KernelName = Exclude<keyof Kernels, 'engine'>

const PART_OF: Readonly<Record<KernelName, StepPart>> = {
  gatherF32: 'gather',
  matmulAddF32: 'products',
  weightGradientF32: 'weight gradients',
  transposeF32: 'update',
  columnSumF32: 'bias gradients',
  activationF32: 'activation',
  activationGradientF32: 'activation',
  dropoutF32: 'dropout',
  multiplyF32: 'dropout',
  softmaxCrossEntropyF32: 'softmax',
  batchNormalizationStatisticsF32: 'normalization',
  batchNormalizationF32: 'normalization',
  batchNormalizationGradientF32: 'normalization',
  optimizerF32: 'update',
  averageF32: 'update',
  rowSquaresF64: 'update',
  rowMomentsF64: 'rest',
}

/** Adds up what the parts of each step take on one thread. */
export interface StepClock {
  readonly time: <Arguments extends readonly unknown[]>(
    part: StepPart,
    work: (...values: Arguments) => void,
  ) => (...values: Arguments) => void
  /** A step begins: what was added up belongs to the one before. */
  readonly beginStep: () => void
}

/** @param now microseconds @param onStep is given the parts of each whole step */
export function createStepClock(now: () => number, onStep: (times: PartTimes) => void): StepClock {
  let times = zeroTimes()
  let begin: number | null = null
  return {
    time: (part, work) =>
      part === 'rest'
        ? work
        : (...values) => {
            const start = now()
            work(...values)
            times[part] += now() - start
          },
    beginStep() {
      const time = now()
      if (begin !== null) {
        const told = Object.values(times).reduce((sum, part) => sum + part, 0)
        onStep({ ...times, rest: time - begin - told })
      }
      times = zeroTimes()
      begin = time
    },
  }
}

function zeroTimes(): Record<StepPart, number> {
  return Object.fromEntries(STEP_PARTS.map((part) => [part, 0])) as Record<StepPart, number>
}

/**
 * The same thread with a clock around every kernel and every wait. The step itself is the one that trains; it knows of no clock.
 * A step begins with the first pixels after an update.
 */
export function withStepClock(thread: TrainingThread, clock: StepClock): TrainingThread {
  let updated = false
  const timed = (name: KernelName) =>
    clock.time(PART_OF[name], thread.kernels[name] as (...values: readonly number[]) => void)
  const entries = (Object.keys(PART_OF) as readonly KernelName[]).map((name) => [name, timed(name)] as const)
  const measured = Object.fromEntries(entries) as unknown as Omit<Kernels, 'engine'>
  const kernels: Kernels = {
    ...measured,
    engine: thread.kernels.engine,
    gatherF32(...values) {
      if (updated) clock.beginStep()
      updated = false
      measured.gatherF32(...values)
    },
    optimizerF32(...values) {
      updated = true
      measured.optimizerF32(...values)
    },
  }
  const barrier: Barrier = { wait: clock.time('waiting', () => thread.barrier.wait()) }
  return { ...thread, kernels, barrier, network: { ...thread.network, kernels } }
}

/**
 * Means over the tenth of the steps that took least. Others run on every machine, and what they disturb takes longer, never
 * less; so these steps tell what a step takes by itself.
 */
export function undisturbed(steps: readonly PartTimes[]): PartTimes {
  const whole = (times: PartTimes) => Object.values(times).reduce((sum, part) => sum + part, 0)
  const quickest = steps.toSorted((a, b) => whole(a) - whole(b)).slice(0, Math.ceil(steps.length / 10))
  const mean = (part: StepPart) => quickest.reduce((sum, times) => sum + times[part], 0) / quickest.length
  return Object.fromEntries(STEP_PARTS.map((part) => [part, mean(part)])) as Record<StepPart, number>
}
