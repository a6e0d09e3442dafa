import { expect, it } from 'vitest'
import { drawTiles } from '../../../../src-renderer/pages/run/weight-tiles'

const WHITE = [255, 255, 255] as const

it('every unit has a tile, on a scale of its own', () => {
  const weights = Float32Array.of(
    1,
    0,
    0,
    0,
    /* the second unit */ 0,
    -0.001,
    0,
    0,
    /* the third */ 0,
    0,
    0,
    0,
  )
  const { width, height, data } = drawTiles(weights, 2, 2, WHITE)
  const pixel = (x: number, y: number): readonly number[] => [
    ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4),
  ]

  expect([width, height]).toEqual([6, 6])
  expect(pixel(0, 0)).toEqual([234, 88, 12, 255])
  expect(pixel(1, 0)).toEqual([255, 255, 255, 255])
  expect(pixel(5, 0)).toEqual([37, 99, 235, 255])
  // Between the tiles there is nothing.
  expect(pixel(2, 0)).toEqual([0, 0, 0, 0])
  // A unit whose weights are all 0 has the colour of the ground.
  expect(pixel(0, 4)).toEqual([255, 255, 255, 255])
})
