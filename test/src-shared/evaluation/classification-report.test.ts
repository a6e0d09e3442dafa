import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLASS_NAMES, classCounts } from '#shared/data/labels'
import { checkSupport, classificationReport } from '#shared/evaluation/classification-report'
import { fixedText } from '#shared/evaluation/fixed-text'
import { matrixDifference, sharesOfPredicted, sharesOfTrue } from '#shared/evaluation/matrix-shares'
import { reportText } from '#shared/evaluation/report-text'

interface Case {
  readonly truth: readonly number[]
  readonly predicted: readonly number[]
  readonly matrix: readonly (readonly number[])[]
  readonly classes: readonly (readonly number[])[]
  readonly accuracy: number
  readonly macro: readonly number[]
  readonly weighted: readonly number[]
  readonly sharesOfTrue: readonly (readonly number[])[]
  readonly sharesOfPredicted: readonly (readonly number[])[]
  readonly texts: Readonly<Record<string, string | null>>
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
    expect(sharesOfTrue(report.matrix)).toEqual(expected.sharesOfTrue)
    expect(sharesOfPredicted(report.matrix)).toEqual(expected.sharesOfPredicted)
  })

  const texts = fixture.cases.flatMap(({ truth, predicted, texts: found }) =>
    Object.entries(found).flatMap(([digits, text]) =>
      text === null ? [] : [{ truth, predicted, digits: Number(digits), text }],
    ),
  )
  test.each(texts)('its text, character by character, with $digits decimals', (expected) => {
    const [truth, predicted] = [Uint8Array.from(expected.truth), Uint8Array.from(expected.predicted)]
    const report = classificationReport(truth, predicted, 10)
    expect(reportText(report, CLASS_NAMES, expected.digits)).toBe(expected.text)
  })
})

test('a share that lies exactly between two texts goes to the even digit, as in Python', () => {
  const shares = [0.125, 0.375, 0.625, 0.875, 0.5, 0.03125, 0.005, 1, 0]
  expect(shares.map((share) => fixedText(share, 2))).toEqual([
    ...['0.12', '0.38', '0.62', '0.88', '0.50', '0.03', '0.01', '1.00', '0.00'],
  ])
  expect(fixedText(0.03125, 4)).toBe('0.0312')
  expect(fixedText(0.5, 0)).toBe('0')
})

test('what two matrices differ in sums to nothing, and shares of a class to one', () => {
  fc.assert(
    fc.property(pairs, pairs, ([truth, predicted], [otherTruth, otherPredicted]) => {
      const { matrix } = classificationReport(truth, predicted, 10)
      const { matrix: other } = classificationReport(otherTruth, otherPredicted, 10)
      const difference = matrixDifference(matrix, other).flat()
      expect(difference.reduce((sum, value) => sum + value, 0)).toBe(truth.length - otherTruth.length)
      expect(new Set(matrixDifference(matrix, matrix).flat())).toEqual(new Set([0]))
      for (const row of sharesOfTrue(matrix)) {
        const sum = row.reduce((total, share) => total + share, 0)
        expect(sum === 0 || Math.abs(sum - 1) < 1e-12).toBe(true)
      }
    }),
  )
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
