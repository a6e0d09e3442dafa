import type { PlainNetwork } from './plain-network'

export const ATTRIBUTION_METHODS = ['integrated', 'gradient', 'occlusion'] as const
export type AttributionMethod = (typeof ATTRIBUTION_METHODS)[number]

/** How much every input speaks for a class (above 0) or against it (below 0), in units of the score before the softmax. */
export interface Attribution {
  readonly method: AttributionMethod
  readonly target: number
  readonly values: Float32Array
  /** Score of the image, and of the one that it is compared with: black. */
  readonly score: number
  readonly baselineScore: number
}

/** Multiplications that one answer may take: a second or two. */
const AFFORDABLE = 2e9
/** Steps of the path from the baseline to the image. */
const STEPS = { least: 32, most: 1024 } as const
/** The sum of integrated gradients comes so close to the difference of the scores, in shares of it. */
const TOLERANCE = 0.005
/** Side of the square that is covered at a time, and how far it moves. */
const COVER = { side: 5, step: 1, affordable: 2 } as const

const scoreOf = (network: PlainNetwork, inputs: Float64Array, target: number): number =>
  network.scores(inputs)[target] ?? 0

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

function difference(inputs: Float64Array, baseline: Float64Array): Float64Array {
  return inputs.map((value, index) => value - (baseline[index] ?? 0))
}

/** The slope at the image times the way from the baseline: what a linear network would have said. */
function gradientTimesInput(
  network: PlainNetwork,
  inputs: Float64Array,
  baseline: Float64Array,
  target: number,
): Float64Array {
  const gradient = network.scoreGradient(inputs, target)
  return difference(inputs, baseline).map((way, index) => way * (gradient[index] ?? 0))
}

/** The mean slope at the middles of `steps` pieces of the straight path from the baseline to the image, times the way. */
function integrate(
  network: PlainNetwork,
  inputs: Float64Array,
  baseline: Float64Array,
  target: number,
  steps: number,
): Float64Array {
  const way = difference(inputs, baseline)
  const total = new Float64Array(inputs.length)
  for (let step = 0; step < steps; step += 1) {
    const share = (step + 0.5) / steps
    const point = way.map((each, index) => (baseline[index] ?? 0) + share * each)
    network.scoreGradient(point, target).forEach((slope, index) => {
      total[index] = (total[index] ?? 0) + slope
    })
  }
  return total.map((slope, index) => (slope / steps) * (way[index] ?? 0))
}

/**
 * Integrated gradients (Sundararajan, Taly, Yan 2017), whose sum is the difference of the two scores. Steps are doubled until it
 * is, to half a percent, or until more would take too long.
 */
function integratedGradients(
  network: PlainNetwork,
  inputs: Float64Array,
  baseline: Float64Array,
  target: number,
): Float64Array {
  const whole = scoreOf(network, inputs, target) - scoreOf(network, baseline, target)
  const most = Math.min(STEPS.most, AFFORDABLE / (2 * network.products))
  let steps: number = STEPS.least
  let values = integrate(network, inputs, baseline, target, steps)
  while (Math.abs(sum(values) - whole) > TOLERANCE * Math.abs(whole) && steps * 2 <= most) {
    steps *= 2
    values = integrate(network, inputs, baseline, target, steps)
  }
  return values
}

/** By how much the score falls when a square is blackened, as the mean over all squares that cover a pixel. */
function occlusion(
  network: PlainNetwork,
  inputs: Float64Array,
  baseline: Float64Array,
  target: number,
): Float64Array {
  const side = Math.floor(Math.sqrt(inputs.length))
  const score = scoreOf(network, inputs, target)
  const places = (side + COVER.side) * (side + COVER.side)
  const step = places * network.products > AFFORDABLE ? COVER.affordable : COVER.step
  const [falls, counts] = [new Float64Array(inputs.length), new Float64Array(inputs.length)]
  for (let top = 1 - COVER.side; top < side; top += step) {
    for (let left = 1 - COVER.side; left < side; left += step) {
      const covered: number[] = []
      for (let y = Math.max(0, top); y < Math.min(side, top + COVER.side); y += 1)
        for (let x = Math.max(0, left); x < Math.min(side, left + COVER.side); x += 1)
          covered.push(y * side + x)
      const changed = inputs.slice()
      for (const index of covered) changed[index] = baseline[index] ?? 0
      const fall = score - scoreOf(network, changed, target)
      for (const index of covered) {
        falls[index] = (falls[index] ?? 0) + fall
        counts[index] = (counts[index] ?? 0) + 1
      }
    }
  }
  return falls.map((fall, index) => (counts[index] === 0 ? 0 : fall / (counts[index] ?? 1)))
}

const METHODS: Readonly<Record<AttributionMethod, typeof gradientTimesInput>> = {
  integrated: integratedGradients,
  gradient: gradientTimesInput,
  occlusion,
}

/** Which inputs of an image matter for the score of a class, compared with the baseline. The image is a square. */
export function attribute(
  network: PlainNetwork,
  method: AttributionMethod,
  { inputs, baseline }: { readonly inputs: Float64Array; readonly baseline: Float64Array },
  target: number,
): Attribution {
  if (inputs.length !== network.inputs || baseline.length !== network.inputs)
    throw new Error(`The image has ${inputs.length} pixels, but the network takes ${network.inputs}.`)
  if (!Number.isInteger(target) || target < 0 || target >= network.classes)
    throw new Error(`There is no class ${target}: the network has ${network.classes}.`)
  return {
    method,
    target,
    values: Float32Array.from(METHODS[method](network, inputs, baseline, target)),
    score: scoreOf(network, inputs, target),
    baselineScore: scoreOf(network, baseline, target),
  }
}
