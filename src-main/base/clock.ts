/** The first moment behind the year 9999: later ones have another form in ISO 8601, and none fits a run's id. */
const END_OF_TIME = Date.UTC(10_000, 0)

/**
 * A moment that a run can be dated with; throws a sentence where this computer's clock is so wrong that it cannot.
 *
 * An id begins with the milliseconds since 1970, so that runs sort by their start.
 */
export function checkedMoment(now: number): number {
  if (Number.isFinite(now) && now >= 0 && now < END_OF_TIME) return Math.floor(now)
  const year = Number.isFinite(now) ? new Date(now).getUTCFullYear() : Number.NaN
  const says = Number.isNaN(year) ? 'gives no date' : `is set to the year ${year}`
  throw new Error(
    `The clock of this computer ${says}, but a run is dated between 1970 and 9999: set the clock first.`,
  )
}
