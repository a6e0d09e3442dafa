import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clippedLine, isInside } from '#shared/figures/clipped-line'

const frame = { left: 0, top: 0, right: 10, bottom: 10 }
const point = (from: number, to: number) =>
  fc.record({
    x: fc.double({ min: from, max: to, noNaN: true }),
    y: fc.double({ min: from, max: to, noNaN: true }),
  })

describe('a line in a frame', () => {
  it('is left as it is where all of it is inside', () => {
    fc.assert(
      fc.property(fc.array(point(0, 10), { minLength: 2 }), (points) => {
        expect(clippedLine(points, frame)).toEqual([points])
      }),
    )
  })

  it('never leaves the frame, and keeps every point in it', () => {
    fc.assert(
      fc.property(fc.array(point(-20, 30), { minLength: 2 }), (points) => {
        const drawn = clippedLine(points, frame).flat()
        const slack = { left: -1e-9, top: -1e-9, right: 10 + 1e-9, bottom: 10 + 1e-9 }
        expect(drawn.filter((place) => !isInside(place, slack))).toEqual([])
        for (const inside of points.filter((place) => isInside(place, frame))) expect(drawn).toContain(inside)
      }),
    )
  })

  it('ends where it leaves the frame and begins anew where it comes back, or behind what is no number', () => {
    const out = [
      { x: 2, y: 5 },
      { x: 4, y: -5 },
      { x: 6, y: 5 },
    ]
    expect(clippedLine(out, frame)).toEqual([
      [
        { x: 2, y: 5 },
        { x: 3, y: 0 },
      ],
      [
        { x: 5, y: 0 },
        { x: 6, y: 5 },
      ],
    ])
    const gap = [
      { x: 0, y: 1 },
      { x: 1, y: 1 },
      { x: 2, y: Number.NaN },
      { x: 3, y: 1 },
      { x: 4, y: 1 },
    ]
    expect(clippedLine(gap, frame).map((part) => part.map(({ x }) => x))).toEqual([
      [0, 1],
      [3, 4],
    ])
  })
})
