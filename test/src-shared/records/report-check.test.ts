import { describe, expect, test } from 'vitest'
import { packPredictions } from '#shared/records/predictions'
import { checkedReport, evaluationFault, reportFaultSentence } from '#shared/records/report-check'
import type { RunRecord } from '#shared/records/run-record'
import { exampleRun } from '../../helpers/example-runs'

const testLabels = Uint8Array.of(0, 1, 1, 2)
const predicted = Uint8Array.of(0, 1, 2, 2)
const data = { fingerprint: exampleRun('one').record.data ?? '', testLabels, classCounts: [1, 2, 1] }
const record = (change: Partial<RunRecord> = {}): RunRecord => ({
  ...exampleRun('one').record,
  testAccuracy: 0.75,
  predictions: packPredictions(predicted, 3),
  ...change,
})

test('a sound report is about the predictions of the record', () => {
  const checked = checkedReport(record(), data)
  expect(checked).toMatchObject({ ok: true, predicted, report: { accuracy: 0.75 } })
})

describe('an unsound report says why in one sentence', () => {
  const cases: readonly [string, RunRecord, typeof data, string][] = [
    ['no predictions', record({ predictions: null }), data, 'This run has no predictions, so'],
    ['other data', record({ data: 'others' }), data, 'This run was trained on other data than'],
    [
      'fewer images',
      record({ predictions: packPredictions(Uint8Array.of(1), 3) }),
      data,
      'The predictions of this run cannot be read: The record predicts 2 images',
    ],
    [
      'support',
      record(),
      { ...data, classCounts: [1, 1, 2] },
      'The report counts 2 images of class 1, but the data set has 1.',
    ],
    [
      'accuracy',
      record({ testAccuracy: 0.9 }),
      data,
      'The predictions of this run give a test accuracy of 0.75, but its record says 0.9.',
    ],
  ]
  test.each(cases)('%s', (_, of, about, sentence) => {
    const checked = checkedReport(of, about)
    expect(checked.ok ? '' : reportFaultSentence(checked.fault)).toContain(sentence)
  })
})

test('an evaluation of other weights, or one that says something else, is told', () => {
  const of = { weightsSha256: 'weights' }
  const sentence = (weightsSha256: string, again: Uint8Array): string => {
    const fault = evaluationFault(of, predicted, { weightsSha256, predicted: again })
    return fault === null ? '' : reportFaultSentence(fault)
  }
  expect(sentence('weights', predicted)).toBe('')
  expect(sentence('others', predicted)).toContain('not those of the record')
  expect(sentence('weights', Uint8Array.of(0, 0, 0, 2))).toContain('predict 2 test images otherwise')
  expect(sentence('weights', Uint8Array.of(0, 1, 2))).toContain('predict 1 test images otherwise')
})
