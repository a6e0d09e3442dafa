import type { Experiment } from '../design/experiment'

interface Part {
  readonly weight: number
  /** 0: the same, 1: as different as can be. */
  readonly distance: (a: Experiment, b: Experiment) => number
  /** true for settings that a 14-column table does not hold. */
  readonly late?: boolean
}

const differs = (a: unknown, b: unknown): number => (a === b ? 0 : 1)

/** Distance of two sizes in octaves, of which `octaves` are as far as can be. */
function octavesApart(a: number, b: number, octaves: number): number {
  if (a === b) return 0
  if (a <= 0 || b <= 0) return 1
  return Math.min(1, Math.abs(Math.log2(a / b)) / octaves)
}

// Below this a decay does nothing that a run would show.
const LEAST_DECAY = 1e-8

function widthsApart(a: readonly number[], b: readonly number[]): number {
  const layers = Math.max(a.length, b.length)
  if (layers === 0) return 0
  let sum = 0
  for (let layer = 0; layer < layers; layer += 1) {
    const [first, second] = [a[layer], b[layer]]
    sum += first === undefined || second === undefined ? 1 : octavesApart(first, second, 4)
  }
  return sum / layers
}

function dropoutApart(a: Experiment, b: Experiment): number {
  const [first, second] = [a.design.dropout, b.design.dropout]
  if (first.kind !== second.kind) return 1
  return Math.min(1, Math.abs(first.ratio - second.ratio) * 2)
}

function decayApart(a: Experiment, b: Experiment): number {
  return octavesApart(
    Math.max(a.plan.weightDecay, LEAST_DECAY),
    Math.max(b.plan.weightDecay, LEAST_DECAY),
    10,
  )
}

const PARTS: readonly Part[] = [
  { weight: 3, distance: (a, b) => widthsApart(a.design.hidden, b.design.hidden) },
  { weight: 2, distance: (a, b) => differs(a.design.activation, b.design.activation) },
  { weight: 1, distance: (a, b) => differs(a.design.initialization, b.design.initialization) },
  { weight: 1.5, distance: dropoutApart },
  { weight: 1.5, distance: (a, b) => differs(a.design.batchNormalization, b.design.batchNormalization) },
  { weight: 2, distance: (a, b) => differs(a.plan.optimizer.kind, b.plan.optimizer.kind) },
  { weight: 2, distance: (a, b) => octavesApart(a.plan.learningRate, b.plan.learningRate, 6) },
  { weight: 1, distance: (a, b) => octavesApart(a.plan.batchSize, b.plan.batchSize, 4) },
  { weight: 2, distance: (a, b) => octavesApart(a.plan.iterations, b.plan.iterations, 4) },
  { weight: 1, distance: decayApart },
  { weight: 1.5, late: true, distance: (a, b) => differs(a.plan.scaling, b.plan.scaling) },
  { weight: 1.5, late: true, distance: (a, b) => differs(a.plan.schedule.kind, b.plan.schedule.kind) },
  {
    weight: 0.5,
    late: true,
    distance: (a, b) => differs(a.plan.augmentation.shift, b.plan.augmentation.shift),
  },
  {
    weight: 0.5,
    late: true,
    distance: (a, b) => differs(a.plan.augmentation.flip, b.plan.augmentation.flip),
  },
  { weight: 0.5, late: true, distance: (a, b) => differs(a.plan.averaging > 0, b.plan.averaging > 0) },
  {
    weight: 0.5,
    late: true,
    distance: (a, b) => Math.min(1, Math.abs(a.plan.labelSmoothing - b.plan.labelSmoothing) * 5),
  },
  { weight: 0.5, late: true, distance: (a, b) => differs(a.plan.sampling, b.plan.sampling) },
  {
    weight: 0.5,
    late: true,
    distance: (a, b) => Math.min(1, Math.abs(a.plan.validationShare - b.plan.validationShare) * 4),
  },
]

/**
 * How far two experiments lie apart: 0 where only the seed differs, 1 where nothing is alike. Sizes count by their ratio, words by
 * being the same. Settings that an imported row does not know are left out of its distance.
 */
export function experimentDistance(a: Experiment, b: Experiment, onlyTable = false): number {
  let sum = 0
  let weights = 0
  for (const { weight, distance, late } of PARTS) {
    if (onlyTable && late === true) continue
    sum += weight * distance(a, b)
    weights += weight
  }
  return sum / weights
}
