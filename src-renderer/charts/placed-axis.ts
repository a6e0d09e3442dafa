/** An axis of parallel coordinates with the places of all lines on it. */
export interface PlacedAxis {
  readonly low: string
  readonly high: string
  /** Place of each line on the axis, 0 at the bottom and 1 at the top; null where it has no value, which has a tick of its own. */
  readonly places: readonly (number | null)[]
  readonly hasMissing: boolean
  /** What each line has there, for a file of its numbers. */
  readonly values: readonly (string | number | null)[]
}
