import { dataName } from '#shared/records/data-of-run'
import type { RunRecord } from '#shared/records/run-record'

/** Why a run cannot be trained here, again or further: its data are not here. It can be looked at all the same. */
export function missingDataSentence(record: Pick<RunRecord, 'id' | 'data' | 'dataset'>): string {
  return `Run ${record.id} was trained on other data than the lab has here: ${dataName(record)}. Whoever has them can give you their folder; add it on the Data page, or with: lab data add DIR`
}
