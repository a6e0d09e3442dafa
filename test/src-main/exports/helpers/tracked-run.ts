import { CURVES_FORMAT, type RunCurves } from '#shared/records/run-record'
import type { ExportRun } from '../../../../src-main/exports/export-run'
import { exampleRun } from '../../../helpers/example-runs'

const CURVES: RunCurves = {
  format: CURVES_FORMAT,
  version: 1,
  id: '',
  training: { iteration: [10, 20], loss: [2, 1], accuracy: [0.25, 0.75], learningRate: [0.1, 0.01] },
  validation: { iteration: [15], loss: [1.5], accuracy: [0.5] },
  layers: {
    iteration: [],
    preactivationMean: [],
    preactivationVariance: [],
    activationMean: [],
    activationVariance: [],
  },
  seconds: [1.5, 3],
}

/** A run with short curves whose texts are as awkward as people's. */
export function trackedRun(id: string, change: Partial<ExportRun> = {}): ExportRun {
  const summary = exampleRun(id, {
    record: { author: '김: "하나" # 😀', testLoss: null },
    annotations: { title: '가나/다', note: '첫 줄\n둘째 줄', tags: ['가', '나'] },
  })
  return {
    record: { ...summary.record, predictions: null },
    summary,
    weights: null,
    curves: { ...CURVES, id },
    notes: [],
    data: null,
    ...change,
  }
}
