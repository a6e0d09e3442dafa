import { expect, test } from 'vitest'
import { confusionMatrix } from '#shared/evaluation/confusion-matrix'
import { findMistakes, mistakenPairs, votesOn } from '#shared/evaluation/mistakes'

const truth = Uint8Array.of(0, 0, 1, 1, 2, 2)
const predicted = Uint8Array.of(0, 1, 0, 1, 1, 1)

test('mistakes come with the most confident first, and in their order where none is known', () => {
  const confidences = Float32Array.of(0.9, 0.5, 0.75, 0.9, 0.75, 1)
  expect(findMistakes(truth, predicted, confidences).map(({ image }) => image)).toEqual([5, 2, 4, 1])
  expect(findMistakes(truth, predicted, null)[0]).toEqual({
    image: 1,
    truth: 0,
    predicted: 1,
    confidence: null,
  })
})

test('pairs come with the most frequent first', () => {
  expect(mistakenPairs(confusionMatrix(truth, predicted, 3))).toEqual([
    { truth: 2, predicted: 1, count: 2 },
    { truth: 0, predicted: 1, count: 1 },
    { truth: 1, predicted: 0, count: 1 },
  ])
})

test('votes of other runs are counted by class', () => {
  const others = [predicted, truth, Uint8Array.of(2, 2, 2, 2, 2, 2)]
  expect(votesOn(1, others)).toEqual([
    { predicted: 0, count: 1 },
    { predicted: 1, count: 1 },
    { predicted: 2, count: 1 },
  ])
  expect(votesOn(4, others)).toEqual([
    { predicted: 2, count: 2 },
    { predicted: 1, count: 1 },
  ])
})
