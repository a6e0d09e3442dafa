import { parquetWriteBuffer } from 'hyparquet-writer'
import type { RunTable } from './run-table'
import type { CellValue, ColumnType } from './table-cell'

/*
 * hyparquet-writer: kept well, MIT, plain JavaScript for Node and browser alike, and it brings its Snappy with it. Other writers need a
 * WebAssembly of megabytes (parquet-wasm, duckdb-wasm) or have not been looked after for years (parquetjs and its descendants).
 */

const PARQUET_TYPES = {
  accuracy: 'DOUBLE',
  number: 'DOUBLE',
  integer: 'INT64',
  boolean: 'BOOLEAN',
  text: 'STRING',
  list: 'STRING',
  date: 'TIMESTAMP',
} as const satisfies Readonly<Record<ColumnType, string>>

function parquetValue(type: ColumnType, value: CellValue): CellValue | bigint | Date {
  if (type === 'integer' && typeof value === 'number') return BigInt(value)
  if (type === 'date' && typeof value === 'string') return new Date(value)
  return value
}

/** A table as Parquet, each column with its type; what is not known is null. */
export function tableParquet({ columns, rows }: RunTable): Uint8Array<ArrayBuffer> {
  const columnData = columns.map(({ id, type }, place) => ({
    name: id,
    type: PARQUET_TYPES[type],
    data: rows.map((row) => parquetValue(type, row[place] ?? null)),
  }))
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'our-neural-network' }))
}
