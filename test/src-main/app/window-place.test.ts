import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fittingPlace, LEAST_SIZE, type Rectangle, START_PLACE } from '../../../src-main/app/window-place'

const laptop: Rectangle = { x: 0, y: 0, width: 1366, height: 728 }
const beside: Rectangle = { x: 1366, y: -200, width: 1920, height: 1040 }
const left = { x: 100, y: 50, width: 1000, height: 650, isMaximized: false }

describe('the place of the window', () => {
  it('is where it was left', () => {
    expect(fittingPlace(left, [laptop])).toEqual(left)
    const onSecond = { ...left, x: 1500, y: -100 }
    expect(fittingPlace(onSecond, [laptop, beside])).toEqual(onSecond)
    expect(fittingPlace({ ...left, isMaximized: true }, [laptop]).isMaximized).toBe(true)
  })

  it.each([
    ['a screen that is gone', { ...left, x: 2000 }],
    ['far to the left', { ...left, x: -990 }],
    ['a title bar above the screen', { ...left, y: -200 }],
    ['below the screen', { ...left, y: 720 }],
  ])('is chosen by the system where nobody could take hold of it: %s', (_, place) => {
    expect(fittingPlace(place, [laptop])).toEqual({ width: 1000, height: 650, isMaximized: false })
  })

  it('is no larger than the screen and no smaller than the page needs', () => {
    expect(fittingPlace({ ...left, width: 5000, height: 4000 }, [laptop])).toMatchObject({
      width: 1366,
      height: 728,
    })
    expect(fittingPlace({ ...left, width: 3, height: 3 }, [laptop])).toMatchObject(LEAST_SIZE)
  })

  it.each([
    ...[null, undefined, 3, 'x', [], {}],
    { ...left, width: 1e308 },
    { ...left, width: -1 },
    { ...left, x: Number.NaN },
    { ...left, y: '50' },
    { ...left, isMaximized: 'yes' },
    { ...left, height: 1.5 },
  ])('is the one at first where %j was remembered', (remembered) => {
    expect(fittingPlace(remembered, [laptop])).toEqual(START_PLACE)
  })

  it('can always be taken hold of on one of the screens, or is left to the system', () => {
    const number = fc.integer({ min: -6000, max: 6000 })
    const place = fc.record({
      x: number,
      y: number,
      width: number,
      height: number,
      isMaximized: fc.boolean(),
    })
    fc.assert(
      fc.property(place, (remembered) => {
        const { x, y, width, height } = fittingPlace(remembered, [laptop, beside])
        if (x === undefined || y === undefined)
          return width >= LEAST_SIZE.width && height >= LEAST_SIZE.height
        return [laptop, beside].some(
          (screen) =>
            x + width > screen.x + 100 &&
            x < screen.x + screen.width - 100 &&
            y >= screen.y - 8 &&
            y < screen.y + screen.height - 50,
        )
      }),
    )
  })
})
