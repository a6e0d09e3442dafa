import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classCounts } from '#shared/data/labels'
import { checkSupport, classificationReport } from '#shared/evaluation/classification-report'
import { reportText } from '#shared/evaluation/report-text'

interface Case {
  readonly truth: readonly number[]
  readonly predicted: readonly number[]
  readonly matrix: readonly (readonly number[])[]
  readonly classes: readonly (readonly number[])[]
  readonly accuracy: number
  readonly macro: readonly number[]
  readonly weighted: readonly number[]
}

const fixture = JSON.parse(readFileSync('test/fixtures/report.json', 'utf8')) as {
  readonly cases: readonly Case[]
}
const labels = (length: number) => fc.uint8Array({ min: 0, max: 9, minLength: length, maxLength: length })
const pairs = fc.integer({ min: 1, max: 200 }).chain((length) => fc.tuple(labels(length), labels(length)))

describe('scikit-learn says the same', () => {
  test.each(fixture.cases)('case %#', (expected) => {
    const report = classificationReport(
      Uint8Array.from(expected.truth),
      Uint8Array.from(expected.predicted),
      10,
    )
    expect(report.matrix).toEqual(expected.matrix)
    expect(report.accuracy).toBe(expected.accuracy)
    const numbers = [...report.classes, report.macro, report.weighted].flatMap((scores) =>
      Object.values(scores),
    )
    const theirs = [...expected.classes, expected.macro, expected.weighted].flat()
    expect(numbers).toHaveLength(theirs.length)
    numbers.forEach((value, index) => {
      expect(value).toBeCloseTo(theirs[index] ?? Number.NaN, 12)
    })
  })
})

test('the support of a class is the number of its images, and a swap of the arguments is found', () => {
  fc.assert(
    fc.property(pairs, ([truth, predicted]) => {
      const counts = classCounts(truth, 10)
      expect(checkSupport(classificationReport(truth, predicted, 10), counts)).toBeNull()
      const swapped = checkSupport(classificationReport(predicted, truth, 10), counts)
      expect(swapped === null).toBe(
        classCounts(predicted, 10).every((count, index) => count === counts[index]),
      )
    }),
  )
})

test('a swapped report says which class gave it away', () => {
  const truth = Uint8Array.from({ length: 10_000 }, (_, image) => image % 10)
  const predicted = truth.map((label, image) => (image < 3000 ? 0 : label))
  expect(checkSupport(classificationReport(predicted, truth, 10), classCounts(truth, 10))).toBe(
    'The report counts 3700 images of class 0, but the data set has 1000.',
  )
})

test('accuracy is the weighted recall and the trace of the matrix', () => {
  fc.assert(
    fc.property(pairs, ([truth, predicted]) => {
      const { accuracy, weighted, matrix } = classificationReport(truth, predicted, 10)
      const trace = matrix.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
      expect(accuracy).toBe(trace / truth.length)
      expect(weighted.recall).toBeCloseTo(accuracy, 12)
    }),
  )
})

test('lists of different length and classes that are none are refused', () => {
  expect(() => classificationReport(new Uint8Array(3), new Uint8Array(2), 10)).toThrow(
    '2 predictions for 3 true classes',
  )
  expect(() => classificationReport(Uint8Array.of(1), Uint8Array.of(10), 10)).toThrow(
    'Image 0 has class 1 and prediction 10',
  )
})

test('the text has a line for each class and its averages', () => {
  const text = reportText(classificationReport(Uint8Array.of(0, 1, 1), Uint8Array.of(0, 1, 0), 2), [
    'Bag',
    'Coat',
  ])
  expect(text.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
    ['precision', 'recall', 'f1-score', 'support'],
    ['Bag', '0.5000', '1.0000', '0.6667', '1'],
    ['Coat', '1.0000', '0.5000', '0.6667', '2'],
    [''],
    ['accuracy', '0.6667', '3'],
    ['macro avg', '0.7500', '0.7500', '0.6667', '3'],
    ['weighted avg', '0.8333', '0.6667', '0.6667', '3'],
  ])
})
