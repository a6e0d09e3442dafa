/** What a run file would bring. */
export interface RunFileContents {
  readonly runs: number
  /** Runs that the library does not have. */
  readonly fresh: number
  /** Runs whose id the library has with another record: both are kept. */
  readonly conflicts: number
  readonly withWeights: number
  /** Runs that will not be believed here. */
  readonly doubted: number
  readonly searches: number
  readonly freshSearches: number
  /** Data of one's own that its runs were trained on. */
  readonly datasets: readonly string[]
  /** The first runs, to be recognized by. */
  readonly first: readonly {
    readonly id: string
    readonly author: string
    readonly startedAt: string | null
  }[]
  readonly problems: readonly string[]
}

/** What was taken of a run file. */
export interface TakenRunFile {
  readonly added: number
  readonly known: number
  readonly conflicts: number
  readonly searches: number
  readonly problems: readonly string[]
}
