import type { Activation } from './experiment'
import table from './usual-layers.json'

/** From one number to another. */
export interface Range {
  readonly low: number
  readonly high: number
}

/** Between which mean and variance the hidden layers of networks lie that train well. */
export interface UsualLayers {
  readonly mean: Range
  readonly variance: Range
}

function rangeOf(pairs: readonly (readonly number[])[]): Range {
  const values = pairs.flat()
  return { low: Math.min(...values), high: Math.max(...values) }
}

/**
 * The usual mean and variance after an activation, at any iteration of any layer: what the lab's own presets and, for activations that
 * none of them has, variants of its quick look showed. `scripts/measure-lens.mjs` made the table.
 */
export function usualLayers(activation: Activation): UsualLayers {
  const rows = table.rows.filter((row) => row.activation === activation)
  return {
    mean: rangeOf(rows.map(({ mean }) => mean)),
    variance: rangeOf(rows.map(({ variance }) => variance)),
  }
}
