import type { RunTable } from './run-table'
import { tableCsv } from './table-export'
import { tableJsonLines } from './table-json-lines'
import { tableParquet } from './table-parquet'

/** What writes all that is known of runs, by the ending of its files. */
export const TABLE_FORMATS = {
  csv: tableCsv,
  jsonl: tableJsonLines,
  parquet: tableParquet,
} as const satisfies Readonly<Record<string, (table: RunTable) => string | Uint8Array>>

export type TableFormat = keyof typeof TABLE_FORMATS

export const TABLE_FORMAT_NAMES = Object.keys(TABLE_FORMATS) as readonly TableFormat[]
