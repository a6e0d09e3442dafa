import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { NO_ANNOTATIONS } from '#shared/records/annotations'
import { importedRecord, readTable, rowIdentityJson } from '#shared/records/import-table'
import type { RunSummary } from '#shared/records/run-summary'

/** The text of a file of test/fixtures/tables. */
export function fixtureTable(name: string): string {
  return readFileSync(new URL(`../fixtures/tables/${name}`, import.meta.url), 'utf8')
}

/** The rows of a table as the run table shows them after an import. */
export function importedRuns(text: string): readonly RunSummary[] {
  return readTable(text).rows.map((row) => {
    const sha256 = createHash('sha256').update(rowIdentityJson(row.content)).digest('hex')
    return {
      record: importedRecord(row, 'table.csv', sha256),
      annotations: NO_ANNOTATIONS,
      hasWeights: false,
      hasCheckpoint: false,
      hasPredictions: false,
      origin: 'imported',
      replays: [],
      conflict: false,
      goneFromFolder: false,
      doubt: null,
      runningIteration: null,
    }
  })
}
