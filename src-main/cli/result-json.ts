import type { RunRecord } from '#shared/records/run-record'
import { printableJson } from '../base/printable-text'

/** The one line of JSON with which `lab train --json` ends; `unwritten` says why the result is in no file, where it is in none. */
export function resultJson(record: RunRecord, unwritten: string | null = null): string {
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
    ...(unwritten === null ? {} : { unwritten }),
  })
}
