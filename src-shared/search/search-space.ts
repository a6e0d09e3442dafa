import { exponential } from '../kernels/scalar/exponential'
import { logarithm } from '../kernels/scalar/logarithm'
import type { JsonValue } from '../records/canonical-json'

/** What a search may try for one setting. */
export type Range =
  | { readonly kind: 'linear' | 'logarithmic'; readonly low: number; readonly high: number }
  /** Whole numbers, both ends among them. */
  | { readonly kind: 'whole' | 'whole-logarithmic'; readonly low: number; readonly high: number }
  | { readonly kind: 'choices'; readonly values: readonly JsonValue[] }
  /** Lists of layer sizes: so many layers, each of one of these widths. */
  | {
      readonly kind: 'widths'
      readonly layers: { readonly low: number; readonly high: number }
      readonly from: readonly number[]
    }

/** Ranges by the path of their field, such as `plan.weightDecay`, in the order of the coordinates of a point. */
export type SearchSpace = Readonly<Record<string, Range>>

/** The values of one trial by the path of their field. */
export type Settings = Readonly<Record<string, JsonValue>>

/** How many coordinates a range takes: a list of layers has one for their number and one for each layer that there may be. */
function coordinatesOf(range: Range): number {
  return range.kind === 'widths' ? 1 + range.layers.high : 1
}

/** Coordinates of a point of the space. */
export function dimensions(space: SearchSpace): number {
  return Object.values(space).reduce((sum, range) => sum + coordinatesOf(range), 0)
}

function between(low: number, high: number, value: number): number {
  return Math.min(high, Math.max(low, value))
}

/** The lab's own functions, so that every machine gets the same bits. */
function logarithmic(low: number, high: number, share: number): number {
  const from = logarithm(low)
  return exponential(from + (logarithm(high) - from) * share)
}

/** One of so many, for a share in [0, 1). */
function indexAt(count: number, share: number): number {
  return Math.min(count - 1, Math.floor(share * count))
}

function pick<T>(values: readonly T[], share: number): T {
  const value = values[indexAt(values.length, share)]
  if (value === undefined) throw new Error('A range without values has none to choose.')
  return value
}

function valueAt(range: Range, shares: readonly number[]): JsonValue {
  const [share = 0, ...others] = shares
  switch (range.kind) {
    case 'linear':
      if (share === 1) return range.high
      return between(range.low, range.high, range.low + (range.high - range.low) * share)
    case 'logarithmic':
      if (share === 0 || share === 1) return share === 0 ? range.low : range.high
      return between(range.low, range.high, logarithmic(range.low, range.high, share))
    case 'whole':
      return range.low + indexAt(range.high - range.low + 1, share)
    case 'whole-logarithmic':
      // Half a step beyond each end, so that the ends have their whole part of the line, too.
      return between(
        range.low,
        range.high,
        Math.floor(logarithmic(range.low - 0.5, range.high + 0.5, share) + 0.5),
      )
    case 'choices':
      return pick(range.values, share)
    case 'widths': {
      const { low, high } = range.layers
      const count = low + indexAt(high - low + 1, share)
      return others.slice(0, count).map((other) => pick(range.from, other))
    }
  }
}

/**
 * The settings at a point of the unit cube: each coordinate in [0, 1], in the order of the space. The same bits on every machine;
 * 0 and 1 are the very ends.
 *
 * Coordinates of layers that the point does not have are passed over.
 */
export function settingsAt(space: SearchSpace, point: readonly number[]): Settings {
  let at = 0
  const entries = Object.entries(space).map(([path, range]) => {
    const shares = point.slice(at, at + coordinatesOf(range))
    at += coordinatesOf(range)
    return [path, valueAt(range, shares)] as const
  })
  return Object.fromEntries(entries)
}
