import type { Timers } from '../../base/environment'

/** The promise's answer, or the failure that `late` makes where it does not come in time. The work itself is not stopped by that. */
export function withTimeout<T>(
  timers: Timers,
  milliseconds: number,
  work: Promise<T>,
  late: () => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(milliseconds, () => reject(late()))
    work.then(
      (value) => {
        cancel()
        resolve(value)
      },
      (error: unknown) => {
        cancel()
        reject(error instanceof Error ? error : new Error(String(error)))
      },
    )
  })
}
