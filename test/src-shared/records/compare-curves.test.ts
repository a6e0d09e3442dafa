import { expect, test } from 'vitest'
import { firstDifference } from '#shared/records/compare-curves'
import { smallCurves } from '../../helpers/small-runs'

const curves = smallCurves('01HZZZZZZZZZZZZZZZZZZZZZZZ')

test('curves are the same as their copy, and seconds do not matter', () => {
  expect(firstDifference(curves, { ...structuredClone(curves), seconds: [7, 8, 9] })).toBeNull()
})

test('the earliest number that differs is named, with both values', () => {
  const other = {
    ...curves,
    validation: { ...curves.validation, loss: [0.1, 0.05, 0.5] },
    layers: { ...curves.layers, activationMean: [[0.1, 0.25, 1 / 30]] },
  }
  expect(firstDifference(curves, other)).toBe(
    'The mean after the activation of hidden layer 1 at iteration 20 was 0.05 and is now 0.25.',
  )
})

test('the last bit counts', () => {
  const loss = [0.1, 0.05 + Number.EPSILON / 32, 1 / 30]
  expect(firstDifference(curves, { ...curves, training: { ...curves.training, loss } })).toContain(
    'training loss at iteration 20',
  )
})

test('a missing point is a difference', () => {
  expect(firstDifference(curves, smallCurves(curves.id, 2))).toContain(
    'at iteration 30 was 0.03333333333333333 and is now nothing',
  )
})
