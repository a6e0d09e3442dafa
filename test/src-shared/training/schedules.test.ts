import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Schedule, ScheduleKind } from '#shared/experiment/experiment'
import { SCHEDULE_DEFAULTS } from '#shared/experiment/schedule-defaults'
import { learningRateAt } from '#shared/training/schedules'
import { power } from '../../helpers/power'

const RATE = 0.3

function rates(schedule: Schedule, iterations: number): number[] {
  const plan = { learningRate: RATE, schedule, iterations }
  return Array.from({ length: iterations }, (_, iteration) => learningRateAt(plan, iteration) / RATE)
}

/** The height of a schedule at iteration i of n, written a second time from DESIGN's sentences. */
type Shape<K extends ScheduleKind> = (
  schedule: Extract<Schedule, { kind: K }>,
  i: number,
  n: number,
) => number

const risen = (i: number, rise: number): number => Math.min(1, (i + 1) / rise)

const SHAPES: { readonly [K in ScheduleKind]: Shape<K> } = {
  constant: () => 1,
  'one-cycle': ({ up, start, end, tail, final }, i, n) => {
    const top = Math.round(up * n)
    const last = Math.max(top, n - Math.round(tail * n))
    if (i < top) return start + (1 - start) * risen(i, top)
    if (i < last) return end + (1 - end) * ((last - i) / (last - top))
    return final + (end - final) * ((n - i) / (n - last))
  },
  cosine: ({ end, warmUp }, i, n) => {
    const rise = Math.round(warmUp * n)
    if (i < rise) return risen(i, rise)
    return end + (1 - end) * power(Math.cos((Math.PI * (i - rise)) / (n - rise) / 2), 2)
  },
  step: ({ every, factor, warmUp }, i, n) => {
    const rise = Math.round(warmUp * n)
    if (i < rise) return risen(i, rise)
    return power(factor, Math.floor((i - rise) / Math.max(1, Math.round(every * n))))
  },
  'warm-up': ({ warmUp }, i, n) => {
    const rise = Math.round(warmUp * n)
    return i < rise ? risen(i, rise) : 1
  },
}

function shape(schedule: Schedule, i: number, n: number): number {
  switch (schedule.kind) {
    case 'constant':
      return SHAPES.constant(schedule, i, n)
    case 'one-cycle':
      return SHAPES['one-cycle'](schedule, i, n)
    case 'cosine':
      return SHAPES.cosine(schedule, i, n)
    case 'step':
      return SHAPES.step(schedule, i, n)
    case 'warm-up':
      return SHAPES['warm-up'](schedule, i, n)
  }
}

const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)
const schedules: fc.Arbitrary<Schedule> = fc.oneof(
  fc.constant(SCHEDULE_DEFAULTS.constant),
  fc
    .record({
      kind: fc.constant('one-cycle' as const),
      up: share,
      start: share,
      end: share,
      tail: share,
      final: share,
    })
    .filter(({ up, tail }) => up + tail <= 1),
  fc.record({ kind: fc.constant('cosine' as const), end: share, warmUp: share }),
  fc.record({
    kind: fc.constant('step' as const),
    every: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
    factor: fc.constantFrom(0.1, 0.5, 1),
    warmUp: share,
  }),
  fc.record({ kind: fc.constant('warm-up' as const), warmUp: share }),
)

describe('learningRateAt', () => {
  it('should have the shape of its schedule, calculated a second time', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 1, max: 200 }), (schedule, iterations) => {
        for (const [i, height] of rates(schedule, iterations).entries()) {
          expect(height).toBeCloseTo(shape(schedule, i, iterations), 12)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('should stay between 0 and the peak, for every schedule and length', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 1, max: 300 }), (schedule, iterations) => {
        const heights = rates(schedule, iterations)
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(-1e-15)
        expect(Math.max(...heights)).toBeLessThanOrEqual(1 + 1e-15)
      }),
      { numRuns: 150 },
    )
  })

  it('should need no history: any order of questions gets the same answers', () => {
    const plan = { learningRate: RATE, schedule: SCHEDULE_DEFAULTS.cosine, iterations: 90 }
    const forwards = Array.from({ length: 90 }, (_, i) => learningRateAt(plan, i))
    const backwards = Array.from({ length: 90 }, (_, i) => learningRateAt(plan, 89 - i)).reverse()

    expect(backwards).toEqual(forwards)
  })

  it('should rise and fall in straight lines in the 1-cycle, with its tail', () => {
    const heights = rates({ kind: 'one-cycle', up: 0.3, start: 0.1, end: 0.2, tail: 0.2, final: 0 }, 1000)

    expect(heights[299]).toBe(1)
    expect(heights[300]).toBe(1)
    expect(heights[0]).toBeCloseTo(0.1 + 0.9 / 300, 12)
    expect(heights[800]).toBeCloseTo(0.2, 12)
    expect(heights[900]).toBeCloseTo(0.1, 12)
    expect(heights[999]).toBeCloseTo(0.2 / 200, 12)
    for (let i = 1; i < 300; i += 1) expect(heights[i] - heights[i - 1]).toBeCloseTo(0.9 / 300, 12)
    for (let i = 301; i < 800; i += 1) expect(heights[i] - heights[i - 1]).toBeCloseTo(-0.8 / 500, 12)
    for (let i = 801; i < 1000; i += 1) expect(heights[i] - heights[i - 1]).toBeCloseTo(-0.2 / 200, 12)
  })

  it('should never jump where the parts of a 1-cycle meet', () => {
    const heights = rates({ kind: 'one-cycle', up: 0.25, start: 0, end: 0.1, tail: 0.1, final: 0.01 }, 400)
    const steps = heights.slice(1).map((height, i) => Math.abs(height - heights[i]))

    expect(Math.max(...steps)).toBeLessThanOrEqual(1 / 100 + 1e-12)
  })

  it('should fall along half a cosine, slowest at both ends', () => {
    const heights = rates({ kind: 'cosine', end: 0.1, warmUp: 0.2 }, 500)

    expect(heights[99]).toBe(1)
    expect(heights[100]).toBe(1)
    expect(heights[300]).toBeCloseTo(0.55, 12)
    for (let i = 101; i < 500; i += 1) expect(heights[i]).toBeLessThan(heights[i - 1])
    expect(heights[100] - heights[101]).toBeLessThan((heights[299] - heights[300]) / 50)
  })

  it('should multiply by the factor after every share of the steps', () => {
    const heights = rates({ kind: 'step', every: 0.25, factor: 0.5, warmUp: 0 }, 100)

    expect([0, 24, 25, 49, 50, 74, 75, 99].map((i) => heights[i])).toEqual([
      1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125,
    ])
  })

  it('should rise in a straight line while it warms up and stay at the peak', () => {
    const heights = rates({ kind: 'warm-up', warmUp: 0.5 }, 10)

    expect(heights.map((height) => Number(height.toFixed(12)))).toEqual([
      0.2, 0.4, 0.6, 0.8, 1, 1, 1, 1, 1, 1,
    ])
  })
})
