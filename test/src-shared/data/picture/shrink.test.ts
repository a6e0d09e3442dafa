import { expect, test } from 'vitest'
import { shrink } from '#shared/data/picture/shrink'

test('each pixel is the mean of its area', () => {
  const data = Uint8ClampedArray.from([0, 100, 200, 100].flatMap((level) => [level, level, level, 255]))
  expect([...shrink({ width: 2, height: 2, data }, 1, 1).data]).toEqual([100, 100, 100, 255])
  // Three columns become two: the middle one is halved.
  const three = Uint8ClampedArray.from([0, 90, 240].flatMap((level) => [level, 0, 0, 255]))
  const [left, , , , right] = shrink({ width: 3, height: 1, data: three }, 2, 1).data
  expect([left, right]).toEqual([30, 190])
})

test('what is transparent has no colour to give', () => {
  const data = Uint8ClampedArray.of(255, 0, 0, 0, 0, 0, 200, 255)
  expect([...shrink({ width: 2, height: 1, data }, 1, 1).data]).toEqual([0, 0, 200, 128])
  const empty = new Uint8ClampedArray(8)
  expect([...shrink({ width: 2, height: 1, data: empty }, 1, 1).data]).toEqual([0, 0, 0, 0])
})
