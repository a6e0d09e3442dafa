import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, placeBeside } from '../../../src-renderer/lib/place-beside'

const size = { width: 320, height: 180 }
const window = { width: 1280, height: 800 }

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height

describe('what stands beside a box', () => {
  it.each([
    ['on its right', { left: 0, top: 300, width: 200, height: 40 }, { left: 212, top: 300 }],
    ['on its left', { left: 1000, top: 300, width: 270, height: 40 }, { left: 668, top: 300 }],
    ['below it', { left: 200, top: 40, width: 1060, height: 40 }, { left: 200, top: 92 }],
    ['above it', { left: 200, top: 600, width: 1060, height: 190 }, { left: 200, top: 408 }],
    ['in the corner', { left: 0, top: 0, width: 1280, height: 800 }, { left: 948, top: 608 }],
  ])('stands %s where that fits', (_, box, place) => {
    expect(placeBeside(box, size, window)).toEqual(place)
  })

  it('never leaves the window, and covers the box only where it fits nowhere beside it', () => {
    const length = (max: number) => fc.integer({ min: 1, max })
    const boxes = fc.record({
      left: length(1270),
      top: length(790),
      width: length(1280),
      height: length(800),
    })
    fc.assert(
      fc.property(boxes, (box) => {
        const place = placeBeside(box, size, window)
        expect(place.left).toBeGreaterThanOrEqual(0)
        expect(place.top).toBeGreaterThanOrEqual(0)
        expect(place.left + size.width).toBeLessThanOrEqual(window.width)
        expect(place.top + size.height).toBeLessThanOrEqual(window.height)
        const fits =
          box.left + box.width + 24 + size.width <= window.width ||
          box.left - 24 - size.width >= 0 ||
          box.top + box.height + 24 + size.height <= window.height ||
          box.top - 24 - size.height >= 0
        if (fits) expect(overlaps({ ...place, ...size }, box)).toBe(false)
      }),
    )
  })
})
