/** Everything that differs between two runs of the same program, handed in so that a test can choose it. */
export interface Environment {
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** 0 <= x < 1. */
  readonly random: () => number
  readonly timers: Timers
}

export interface Timers {
  /** Calls back once after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, callback: () => void): () => void
}

export function wait(timers: Timers, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(milliseconds, resolve)
  })
}
