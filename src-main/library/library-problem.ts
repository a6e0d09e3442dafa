/** A file of the library that cannot be used, and why. It is never changed or removed. */
export interface LibraryProblem {
  readonly file: string
  readonly reason: string
}
