/** What is known of a trial that has ended, in the order in which it became known. */
export interface KnownTrial {
  readonly index: number
  readonly point: readonly number[]
  /** What it is ranked by, such that more is better (a loss with its sign turned); null where it diverged. */
  readonly value: number | null
  readonly iterations: number
  /** Whether it was not trained to its end because it fell behind. */
  readonly isStopped: boolean
}

/** Where a search looks next: a point of the unit cube (below 1 in each coordinate, but for grids), with as many coordinates as the space has dimensions. */
export interface Sampler {
  /** The point of a trial, from 0. Samplers without a model pass over what is known, so that no order matters. */
  pointOf(trial: number, known: readonly KnownTrial[]): readonly number[]
}
