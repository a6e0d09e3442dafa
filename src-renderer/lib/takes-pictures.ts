import type { RunSummary } from '#shared/records/run-summary'

/** Whether a run can be tried on the Image page, whose pictures are fitted to Fashion-MNIST. */
export function takesPictures({ record, hasWeights }: RunSummary): boolean {
  return hasWeights && record.dataset === undefined
}
