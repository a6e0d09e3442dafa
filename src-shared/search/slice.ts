/** A part of a search, so that several computers share its trials: the second of three, say. */
export interface Slice {
  /** From 1 on. */
  readonly part: number
  readonly parts: number
}

/** Most computers that share a search. */
export const MOST_PARTS = 1000

/** Whether two numbers name a part of all parts. */
export function isSlice({ part, parts }: Slice): boolean {
  const areWhole = Number.isInteger(part) && Number.isInteger(parts)
  return areWhole && part >= 1 && part <= parts && parts <= MOST_PARTS
}

/** Whether a trial belongs to a slice; null is all of the search. */
export function isInSlice(trial: number, slice: Slice | null): boolean {
  return slice === null || trial % slice.parts === slice.part - 1
}
