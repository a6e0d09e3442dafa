import { type ClassificationReport, classificationReport } from '#shared/evaluation/classification-report'
import { unpackPredictions } from '#shared/records/predictions'
import type { ExportRun } from './export-run'

/** How a run does on the test images of its data; null where they or its predictions are not there. */
export function reportOfRun({ record, data }: ExportRun, classes: number): ClassificationReport | null {
  if (data === null || record.predictions === null) return null
  const { testLabels } = data
  return classificationReport(testLabels, unpackPredictions(record.predictions, testLabels.length), classes)
}
