import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrationOf } from '#shared/evaluation/calibration'
import { bestTemperature, confidencesAt } from '#shared/evaluation/temperature'

interface Case {
  readonly classes: number
  readonly truth: readonly number[]
  readonly scores: readonly number[]
  readonly confidences: readonly number[]
  readonly counts: readonly number[]
  readonly fraction: readonly number[]
  readonly mean: readonly number[]
  readonly error: number
  readonly temperature: number
}

const fixture = JSON.parse(readFileSync('test/fixtures/calibration.json', 'utf8')) as {
  readonly cases: readonly Case[]
}

function highest(row: readonly number[]): number {
  return row.indexOf(Math.max(...row))
}

function partsOf({ classes, truth, scores, confidences }: Case) {
  const rows = truth.map((_, image) => scores.slice(image * classes, (image + 1) * classes))
  return {
    truth: Uint8Array.from(truth),
    predicted: Uint8Array.from(rows, highest),
    confidences: Float32Array.from(confidences),
    scores: { scores: Float32Array.from(scores), truth: Uint8Array.from(truth), classes },
  }
}

describe('scikit-learn and SciPy say the same', () => {
  test.each(fixture.cases)('case %#', (expected) => {
    const { truth, predicted, confidences, scores } = partsOf(expected)
    const { bins, error } = calibrationOf(truth, predicted, confidences)
    const filled = bins.filter(({ count }) => count > 0)
    expect(bins.map(({ count }) => count)).toEqual(expected.counts)
    expect(filled).toHaveLength(expected.mean.length)
    filled.forEach(({ confidence, accuracy }, place) => {
      expect(confidence).toBeCloseTo(expected.mean[place] ?? Number.NaN, 12)
      expect(accuracy).toBeCloseTo(expected.fraction[place] ?? Number.NaN, 12)
    })
    expect(error).toBeCloseTo(expected.error, 12)
    // Their minimum is found to about the square root of a rounding.
    expect(bestTemperature(scores)).toBeCloseTo(expected.temperature, 6)
    const plain = confidencesAt(scores, 1)
    plain.forEach((value, image) => {
      expect(value).toBeCloseTo(confidences[image] ?? Number.NaN, 6)
    })
  })
})

test('scores that were all multiplied by a number have the same best temperature times that number', () => {
  const [first] = fixture.cases
  if (first === undefined) throw new Error('The fixture is empty.')
  const { scores } = partsOf(first)
  const doubled = { ...scores, scores: scores.scores.map((score) => score * 2) }
  expect((bestTemperature(doubled) ?? 0) / 2).toBeCloseTo(bestTemperature(scores) ?? Number.NaN, 12)
})

test('where all are correct, or the scores tell nothing, no temperature is the best', () => {
  const all = { scores: Float32Array.of(3, 0, 0, 3), truth: Uint8Array.of(0, 1), classes: 2 }
  expect(bestTemperature(all)).toBeNull()
  expect(bestTemperature({ ...all, truth: Uint8Array.of(1, 0) })).toBeNull()
  expect(bestTemperature({ ...all, truth: new Uint8Array() })).toBeNull()
})

test('every image falls into one bin, and one that is on an edge into the lower', () => {
  const confidences = Float32Array.of(0, 0.25, 0.5, 0.75, 1)
  const { bins } = calibrationOf(new Uint8Array(5), new Uint8Array(5), confidences, 4)
  expect(bins.map(({ count }) => count)).toEqual([2, 1, 1, 1])
  fc.assert(
    fc.property(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (values) => {
      const labels = new Uint8Array(values.length)
      const found = calibrationOf(labels, labels, Float32Array.from(values)).bins
      expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
      for (const { count, confidence, from, to } of found.filter((bin) => bin.count > 1)) {
        expect(count).toBeGreaterThan(1)
        expect(confidence ?? -1).toBeGreaterThanOrEqual(from - 1e-9)
        expect(confidence ?? 2).toBeLessThanOrEqual(to + 1e-9)
      }
    }),
  )
})
