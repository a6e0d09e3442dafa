import { FASHION_MNIST_NAME } from '#shared/records/data-of-run'
import { type ImportReport, LARGEST_TABLE, refusedTable, tooLargeTable } from '#shared/records/import-report'
import {
  importedRecord,
  type ReadTable,
  readTable,
  rowIdentityJson,
  type TableRow,
} from '#shared/records/import-table'
import { createKnownRuns, type KnownRuns } from '#shared/records/known-runs'
import type { RunRecord } from '#shared/records/run-record'
import { shownCell } from '#shared/records/shown-cell'
import { createProblemList, type TableProblem } from '#shared/records/table-problem'
import { sha256 } from '../base/hashes'
import { inStretches } from '../base/in-stretches'
import type { Library } from './library-types'
import { tableText } from './table-text'

const MOST_ROWS = 50_000
/** From so many rows on, the runs of a table lie in one file: folders for them all would take a disk half a minute. */
const LONG_TABLE = 500
/** Longest stretch of looking at what is known without letting others have a turn. */
const STRETCH_MS = 30

/** Hears how many rows of how many have been taken. */
export type ImportProgress = (done: number, total: number) => void

/** What the bytes of a table say; `reason` where they are no text. */
export type TableReading =
  | ({ readonly ok: true; readonly note: string | null } & ReadTable)
  | { readonly ok: false; readonly reason: string }

/** Reads the bytes of a table. It takes seconds where they are many, or where they are no table at all. */
export function readTableBytes(bytes: Uint8Array): TableReading {
  const decoded = tableText(bytes)
  return decoded.ok ? { ok: true, note: decoded.note, ...readTable(decoded.text) } : decoded
}

export interface ImportOptions {
  readonly onProgress?: ImportProgress
  /** Who has a window to answer meanwhile gives one that works aside. */
  readonly read?: (bytes: Uint8Array) => TableReading | Promise<TableReading>
}

function rowRecord(row: TableRow, file: string, known: KnownRuns): RunRecord {
  const values = rowIdentityJson(row.content)
  const record = importedRecord(row, file, sha256(values))
  const { id } = row.content.told
  // Two trainings of which the 14 columns tell the same, and whose ids tell that they are two.
  return known.hasId(record.id) && id !== null ? importedRecord(row, file, sha256(`${values} ${id}`)) : record
}

/** The records of the rows, null for those that are here; a row that stands in the table twice is here after its first time. */
function* newRecords(rows: readonly TableRow[], file: string, known: KnownRuns): Generator<RunRecord | null> {
  for (const row of rows) {
    const record = known.has(row.content) ? null : rowRecord(row, file, known)
    const isNew = record !== null && !known.hasId(record.id)
    if (isNew) known.add(record)
    yield isNew ? record : null
  }
}

/**
 * Why a row is not taken; null where it is. The 14 columns have no place for other data: as it stands, the run would be ranked among
 * those that it cannot be compared with.
 */
function refusal({ line, content }: TableRow, known: KnownRuns): TableProblem | null {
  const { otherData } = content.told
  if (otherData === null || known.has(content)) return null
  const reason = `dataset is ${shownCell(otherData)}, but only runs on ${FASHION_MNIST_NAME} are taken.`
  return { line, kind: 'word', reason }
}

async function knownRuns(library: Library): Promise<KnownRuns> {
  const known = createKnownRuns()
  await inStretches(await library.list(), STRETCH_MS, ({ record }) => known.add(record))
  return known
}

/**
 * Takes the rows of a 14-column table into the library. What is known adds nothing: a table that is imported twice, written with
 * other digits, or exported by this very library. Rows with faults are named and the others taken.
 */
export async function importTable(
  library: Library,
  file: string,
  bytes: Uint8Array,
  { onProgress = () => undefined, read = readTableBytes }: ImportOptions = {},
): Promise<ImportReport> {
  if (bytes.byteLength > LARGEST_TABLE) return tooLargeTable(file, bytes.byteLength)
  const table = await read(bytes)
  if (!table.ok) return refusedTable(file, table.reason)
  const { rows: all, problems, counts, problemCount, conventions, leftOut } = table
  const first = all.slice(0, MOST_ROWS)
  const tooMany = `The table has ${all.length} rows; only the first ${MOST_ROWS} were taken.`
  const said = [
    ...(all.length > MOST_ROWS ? [tooMany] : []),
    ...(table.note === null ? [] : [table.note]),
  ].map((reason) => ({ line: 0, kind: 'file', reason }) as const)
  const known = await knownRuns(library)
  const refused = createProblemList()
  const rows = first.filter((row) => {
    const problem = refusal(row, known)
    if (problem !== null) refused.add(problem)
    return problem === null
  })
  const { listed, total } = refused.list()
  onProgress(0, rows.length)
  const add = rows.length < LONG_TABLE ? library.addImported : library.addImportFile
  const added = await add(newRecords(rows, file, known), {
    onProgress: (done) => onProgress(done, rows.length),
  })
  return {
    file,
    added,
    known: rows.length - added,
    problems: [...said, ...problems, ...listed],
    counts: {
      ...counts,
      file: (counts.file ?? 0) + said.length,
      ...(total === 0 ? {} : { word: (counts.word ?? 0) + total }),
    },
    problemCount: problemCount + said.length + total,
    numbers: conventions,
    leftOut,
  }
}
