import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packPredictions, unpackPredictions } from '#shared/records/predictions'

const classes = fc.uint8Array({ min: 0, max: 9, maxLength: 300 })

test('unpacking gives back what was packed', () => {
  fc.assert(
    fc.property(classes, (values) => {
      expect(unpackPredictions(packPredictions(values, 10), values.length)).toEqual(values)
    }),
  )
})

test('the text is the base64 that every other program knows, the first image in the high bits', () => {
  fc.assert(
    fc.property(classes, (values) => {
      const padded = [...values, 0]
      const bytes = Array.from(
        { length: Math.ceil(values.length / 2) },
        (_, at) => 16 * (padded[2 * at] ?? 0) + (padded[2 * at + 1] ?? 0),
      )
      expect(packPredictions(values, 10).base64).toBe(Buffer.from(bytes).toString('base64'))
    }),
  )
})

test('a wrong number of images, a wrong class or a wrong letter is told', () => {
  const packed = packPredictions(Uint8Array.from([1, 2, 3]), 10)
  expect(() => unpackPredictions(packed, 10)).toThrow(
    'The record predicts 4 images, but the data set has 10.',
  )
  expect(() => unpackPredictions({ ...packed, base64: '/w==' }, 2)).toThrow('predicts class 15')
  expect(() => unpackPredictions({ ...packed, base64: '!!==' }, 2)).toThrow('not base64')
})
