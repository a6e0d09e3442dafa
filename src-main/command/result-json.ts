import type { RunRecord } from '#shared/records/run-record'
import { printableJson } from '../foreign-text/printable-text'

/** The one line of JSON with which `lab train --json` ends. */
export function resultJson(record: RunRecord): string {
  const { id, identity, arithmetic, weightsSha256, trainAccuracy, validationAccuracy, testAccuracy } = record
  const { iterations, plannedIterations, stopReason, seconds } = record
  return printableJson({
    id,
    identity,
    arithmetic,
    weightsSha256,
    trainAccuracy,
    validationAccuracy,
    testAccuracy,
    iterations,
    plannedIterations,
    stopReason,
    seconds,
  })
}
