import { describe, expect, test } from 'vitest'
import {
  farthestStamp,
  HybridClock,
  isStamp,
  stampAfter,
  stampOf,
  stampTime,
} from '../../../src-main/base/hybrid-clock'
import { LAST_MOMENT } from '../../../src-main/base/identifiers'

const NOW = Date.UTC(2026, 10, 27)
const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('stamps of our own edits', () => {
  test('rise, also where the clock stands still or is set back by less than a day', () => {
    const clock = new HybridClock()
    const stamps = [NOW, NOW, NOW - 20 * HOUR, NOW - 2, NOW + 1].map((now) => clock.next(now))
    expect(stamps).toEqual(stamps.toSorted())
    expect(new Set(stamps).size).toBe(stamps.length)
  })

  test.each([DAY + 1, 3_650 * DAY])(
    'are believed again as soon as a clock is right that was %d ms ahead',
    (ahead) => {
      const clock = new HybridClock()
      clock.next(NOW + ahead)
      const stamp = clock.next(NOW)
      expect(stamp <= farthestStamp(NOW)).toBe(true)
      expect(stampTime(stamp)).toBe(NOW)
      expect(clock.next(NOW) > stamp).toBe(true)
    },
  )

  test('go on to the next millisecond where the counter is full, up to the last moment of 9999', () => {
    const full = stampOf(NOW, 2 ** 20 - 1)
    expect(stampAfter(full)).toBe(stampOf(NOW + 1))
    expect(new HybridClock(full).next(NOW)).toBe(stampOf(NOW + 1))
    const last = stampAfter(stampOf(LAST_MOMENT))
    expect(isStamp(last)).toBe(true)
    expect(last > stampOf(LAST_MOMENT)).toBe(true)
  })

  test('follow what they replace', () => {
    const replaced = stampOf(NOW + HOUR, 3)
    expect(new HybridClock().next(NOW, replaced) > replaced).toBe(true)
  })
})
