import { createHash } from 'node:crypto'
import type { ImportProblem, ImportReport } from '#shared/ipc'
import { importedRecord, readTable, rowIdentityJson, type ReadTable } from '#shared/records/import-table'
import type { Library } from './library-types'
import { tableText } from './table-text'

/** Largest table that is read. A row of the 14 columns has about 100 bytes. */
export const LARGEST_TABLE = 30 * 1024 * 1024
const MOST_ROWS = 50_000

function refusal(file: string, reason: string): ImportReport {
  return { file, added: 0, known: 0, problems: [{ line: 0, reason }] }
}

/** What is said of a table that is too large; it is said before the table is read. */
export function tooLargeReport(file: string, size: number): ImportReport {
  const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`
  return refusal(
    file,
    `The file has ${inMegabytes(size)}, but a table may have at most ${inMegabytes(LARGEST_TABLE)}; nothing was read.`,
  )
}

/** What the bytes of a table say; `reason` where they are no text. */
export type TableReading =
  | ({ readonly ok: true; readonly note: string | null } & ReadTable)
  | { readonly ok: false; readonly reason: string }

/** Reads the bytes of a table. It takes seconds where they are many, or where they are no table at all. */
export function readTableBytes(bytes: Uint8Array): TableReading {
  const decoded = tableText(bytes)
  return decoded.ok ? { ok: true, note: decoded.note, ...readTable(decoded.text) } : decoded
}

/**
 * Takes the rows of a 14-column table into the library. Each row is known by the hash of its values, so that a table which is
 * imported twice is there once; rows with faults are named and the others taken.
 *
 * Who has a window to answer meanwhile gives a `read` that works aside.
 */
export async function importTable(
  library: Library,
  file: string,
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => TableReading | Promise<TableReading> = readTableBytes,
): Promise<ImportReport> {
  if (bytes.byteLength > LARGEST_TABLE) return tooLargeReport(file, bytes.byteLength)
  const table = await read(bytes)
  if (!table.ok) return refusal(file, table.reason)
  const problems: ImportProblem[] = table.note === null ? [] : [{ line: 0, reason: table.note }]
  for (const problem of table.problems) problems.push(problem)
  if (table.rows.length > MOST_ROWS) {
    const reason = `The table has ${table.rows.length} rows; only the first ${MOST_ROWS} were taken.`
    problems.unshift({ line: 0, reason })
  }
  const ids = new Set((await library.list()).map(({ record }) => record.id))
  let [added, known] = [0, 0]
  for (const row of table.rows.slice(0, MOST_ROWS)) {
    const sha256 = createHash('sha256').update(rowIdentityJson(row.content)).digest('hex')
    const record = importedRecord(row, file, sha256)
    if (ids.has(record.id)) known += 1
    else {
      await library.addForeign(record, 'imported')
      ids.add(record.id)
      added += 1
    }
  }
  return { file, added, known, problems }
}
