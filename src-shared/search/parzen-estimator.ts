import { erf } from '../kernels/reference/functions'
import { exponential } from '../kernels/scalar/exponential'
import { logarithm } from '../kernels/scalar/logarithm'
import type { RandomStream } from '../random/random-stream'
import type { Coordinate } from './coordinates'
import { uniformDraw } from './uniform-draw'

const SQRT_HALF = 0.7071067811865476
const SQRT_TWO_PI = 2.5066282746310002
/** The kernels' width for one observation, as a share of the whole range: Optuna's multivariate estimator. */
const WIDTH = 0.2
/** Observations that count fully; older ones count less. Optuna's. */
const FULL_WEIGHTS = 25

/** One kernel: an observed point, or the prior, which covers the whole cube. */
type Kernel = { readonly kind: 'prior' } | { readonly kind: 'point'; readonly point: readonly number[] }

/** A density over the unit cube: a mixture of one kernel for each observed point, and the prior. */
export interface ParzenEstimator {
  draw(stream: RandomStream): readonly number[]
  logDensity(point: readonly number[]): number
}

/** The share of a standard normal distribution below z. */
function normalShare(z: number): number {
  return 0.5 * (1 + erf(Math.fround(z * SQRT_HALF)))
}

/** The highest density of a normal distribution that is cut off at 0 and at 1. */
function peakOf(middle: number, width: number): number {
  const inside = normalShare((1 - middle) / width) - normalShare(-middle / width)
  return 1 / (SQRT_TWO_PI * width * inside)
}

/** Draws until one lies inside; at least half of every kernel does at its nearer end, and a third of the widest. */
function drawCutNormal(stream: RandomStream, middle: number, width: number): number {
  for (;;) {
    const place = middle + width * stream.normal()
    if (place >= 0 && place < 1) return place
  }
}

const valueAt = (place: number, count: number): number => Math.min(count - 1, Math.floor(place * count))

/** The weights of observations in the order in which they became known, the oldest first, and of the prior at the end. */
function kernelWeights(count: number): readonly number[] {
  const ramp = Math.max(0, count - FULL_WEIGHTS)
  const weights = Array.from({ length: count }, (_, index) =>
    index >= ramp ? 1 : ramp === 1 ? 1 / count : 1 / count + (index * (1 - 1 / count)) / (ramp - 1),
  )
  const sum = weights.reduce((total, weight) => total + weight, 1)
  return [...weights.map((weight) => weight / sum), 1 / sum]
}

function widthFor(observations: number, dimensions: number): number {
  return WIDTH * exponential(-logarithm(Math.max(1, observations)) / (dimensions + 4))
}

/** How likely one of the values is: the observed one more than the others, which the prior keeps possible. */
function valueShare(count: number, kernels: number, isObserved: boolean): number {
  return ((isObserved ? 1 : 0) + 1 / kernels) / (1 + count / kernels)
}

/**
 * The estimator of TPE (Bergstra et al. 2011) in Optuna's multivariate form: kernels are products over the coordinates, normal ones
 * cut off at the ends, and for values without order the observed one with a part for all. Prior weight 1.
 */
export function parzenEstimator(
  coordinates: readonly Coordinate[],
  observed: readonly (readonly number[])[],
): ParzenEstimator {
  const kernels: readonly Kernel[] = [
    ...observed.map((point) => ({ kind: 'point', point }) as const),
    { kind: 'prior' },
  ]
  const weights = kernelWeights(observed.length)
  const pointWidth = widthFor(observed.length, coordinates.length)
  const widthOf = (kernel: Kernel): number => (kernel.kind === 'prior' ? 1 : pointWidth)
  const middleOf = (kernel: Kernel, axis: number): number =>
    kernel.kind === 'prior' ? 0.5 : (kernel.point[axis] ?? 0.5)
  const peaks = kernels.map((kernel) =>
    coordinates.map((_, axis) => peakOf(middleOf(kernel, axis), widthOf(kernel))),
  )

  function factor(index: number, coordinate: Coordinate, axis: number, place: number): number {
    const kernel = kernels[index] ?? { kind: 'prior' }
    const middle = middleOf(kernel, axis)
    if (coordinate.kind === 'place') {
      const distance = (place - middle) / widthOf(kernel)
      return (peaks[index]?.[axis] ?? 0) * exponential(-0.5 * distance * distance)
    }
    const { count } = coordinate
    if (kernel.kind === 'prior') return 1 / count
    return valueShare(count, kernels.length, valueAt(place, count) === valueAt(middle, count))
  }

  function drawPlace(kernel: Kernel, coordinate: Coordinate, axis: number, stream: RandomStream): number {
    const middle = middleOf(kernel, axis)
    if (coordinate.kind === 'place') return drawCutNormal(stream, middle, widthOf(kernel))
    const { count } = coordinate
    // The prior's values are all alike, and so are those of a point but for what the observed one has beyond its part.
    const beyond = kernel.kind === 'prior' ? 0 : 1 / (1 + count / kernels.length)
    if (uniformDraw(stream) < beyond) return (valueAt(middle, count) + 0.5) / count
    return (stream.below(count) + 0.5) / count
  }

  function chosenKernel(share: number): Kernel {
    let sum = 0
    for (let index = 0; index < observed.length; index++) {
      sum += weights[index] ?? 0
      if (share < sum) return kernels[index] ?? { kind: 'prior' }
    }
    return { kind: 'prior' }
  }

  return {
    draw: (stream) => {
      const kernel = chosenKernel(uniformDraw(stream))
      return coordinates.map((coordinate, axis) => drawPlace(kernel, coordinate, axis, stream))
    },
    logDensity: (point) => {
      let density = 0
      weights.forEach((weight, index) => {
        let product = weight
        coordinates.forEach((coordinate, axis) => {
          product *= factor(index, coordinate, axis, point[axis] ?? 0)
        })
        density += product
      })
      return logarithm(density)
    },
  }
}
