import { expect, test } from 'vitest'
import { doubtfulImages } from '#shared/evaluation/doubtful-labels'

test('images that more than half of the runs get wrong stand in the order of how much runs agree', () => {
  const labels = Uint8Array.of(0, 1, 2, 0)
  const predictions = [
    Uint8Array.of(0, 2, 0, 1),
    Uint8Array.of(1, 2, 1, 1),
    Uint8Array.of(0, 2, 2, 0),
    Uint8Array.of(1, 0, 0, 1),
  ]
  expect(doubtfulImages(labels, predictions, 3)).toEqual([
    { index: 1, label: 1, wrong: 4, named: 2, votes: 3 },
    { index: 3, label: 0, wrong: 3, named: 1, votes: 3 },
    { index: 2, label: 2, wrong: 3, named: 0, votes: 2 },
  ])
  expect(doubtfulImages(labels, [], 3)).toEqual([])
})
