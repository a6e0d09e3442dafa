import { farthestMilliseconds } from '#shared/records/versions'
import { LAST_MOMENT, readCrockford, writeCrockford } from './identifiers'

/**
 * A hybrid logical time: ten characters of milliseconds, four of a counter. Comparing the texts compares the times,
 * so a stamp is a text everywhere: in the envelope, in a file's name, in a comparison.
 */
export type Stamp = string

const STAMP = /^[0-9a-hjkmnp-tv-z]{14}$/
const COUNTERS = 32 ** 4
const TOLERANCE = 5 * 60_000

export function isStamp(text: unknown): text is Stamp {
  return typeof text === 'string' && STAMP.test(text) && stampTime(text) <= LAST_MOMENT
}

export function stampOf(time: number, counter = 0): Stamp {
  return writeCrockford(Math.min(Math.max(time, 0), LAST_MOMENT), 10) + writeCrockford(counter, 4)
}

export function stampTime(stamp: Stamp): number {
  return readCrockford(stamp.slice(0, 10))
}

/** The smallest stamp after this one; a full counter moves on to the next millisecond. */
export function stampAfter(stamp: Stamp): Stamp {
  const counter = readCrockford(stamp.slice(10)) + 1
  return counter < COUNTERS ? stampOf(stampTime(stamp), counter) : stampOf(stampTime(stamp) + 1)
}

/** Whether a stamp lies so far ahead of our clock that the clock of the computer that made it must be wrong. */
export function isAhead(stamp: Stamp, now: number): boolean {
  return stampTime(stamp) > now + TOLERANCE
}

/** The latest stamp that is believed: one more than a day ahead of our clock decides nothing until the clock comes near it. */
export function farthestStamp(now: number): Stamp {
  return stampOf(farthestMilliseconds(now), COUNTERS - 1)
}

/**
 * Stamps for our own edits: never falls back, never follows a clock that runs far ahead. What it told while the clock here was wrong by
 * more than a day holds for nobody, so it does not hold for it either.
 */
export class HybridClock {
  #last: Stamp

  constructor(last: Stamp = stampOf(0)) {
    this.#last = last
  }

  get last(): Stamp {
    return this.#last
  }

  /** Learns of a stamp of another computer, unless that lies more than five minutes ahead. */
  observe(stamp: Stamp, now: number): void {
    if (stamp > this.#last && !isAhead(stamp, now)) this.#last = stamp
  }

  /** A stamp for an edit made now, after the version that it replaces even if that one lies ahead. */
  next(now: number, replaced?: Stamp): Stamp {
    const physical = stampOf(now)
    const isBelieved = physical <= this.#last && this.#last <= farthestStamp(now)
    this.#last = isBelieved ? stampAfter(this.#last) : physical
    return replaced !== undefined && replaced >= this.#last ? stampAfter(replaced) : this.#last
  }
}
