import { closeSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import { newerVersion } from '#shared/records/newer-version'
import type { RunRecord } from '#shared/records/run-record'
import { parseRunRecord } from '#shared/records/run-record-schema'
import { writeAtomically } from '../base/atomic-file'
import { LARGEST } from '../base/file-kinds'
import { inStretches } from '../base/in-stretches'
import { TooLargeError } from '../base/read-file'
import { readBytesNow } from '../base/read-now'
import { CHANGED, openSealedLine, sealedLine } from '../base/sealed-json'
import { isRunFolder } from './library-paths'

const IMPORT_FORMAT = 'our-neural-network/import'
/** The first line is filled with blanks to this length, because the number of runs is known last. */
const HEAD_LENGTH = 256
const PART_LENGTH = 1 << 18
/** Longest stretch of reading without letting others have a turn. */
const STRETCH_MS = 8
const NEWLINE = 0x0a

const headSchema = v.object({
  format: v.literal(IMPORT_FORMAT),
  version: v.literal(1),
  name: v.string(),
  runs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})

/** The first line of an import file. */
interface ImportHead {
  /** The file's own name: a copy under another one is told. */
  readonly name: string
  readonly runs: number
}

/** What an import file holds; `faults` are sentences about what of it cannot be used. */
export interface ReadImport {
  readonly records: readonly RunRecord[]
  readonly faults: readonly string[]
}

function headLine(head: ImportHead): string {
  const line = sealedLine({ format: IMPORT_FORMAT, version: 1, ...head })
  return `${line.padEnd(HEAD_LENGTH - 1)}\n`
}

/** The first line, or the sentence that says why it tells nothing. */
function parseHead(line: string): ImportHead | string {
  const opened = openSealedLine(line.trimEnd())
  if (opened === null) return CHANGED
  const newer = newerVersion(opened.value, IMPORT_FORMAT)
  if (newer !== null) return newer
  const result = v.safeParse(headSchema, opened.value)
  return opened.intact && result.success ? result.output : CHANGED
}

/** How many runs a file says that it holds; null where its first line does not tell. */
export function runsInImportNow(path: string): number | null {
  const bytes = Buffer.alloc(HEAD_LENGTH)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, HEAD_LENGTH, 0)
  } finally {
    closeSync(file)
  }
  const head = parseHead(bytes.toString('utf8'))
  return typeof head === 'string' ? null : head.runs
}

/** The record of a line; null where the line is not, letter for letter, what an import wrote. */
function parseLine(line: string): RunRecord | null {
  const opened = openSealedLine(line)
  if (opened?.intact !== true) return null
  const result = parseRunRecord(opened.value)
  if (!result.ok) return null
  const { id, imported } = result.value
  return imported !== undefined && isRunFolder(id) ? result.value : null
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start)
    // A line without its end was cut; it is read as it is, and named.
    const end = newline < 0 ? bytes.length : newline
    yield bytes.toString('utf8', start, end)
    start = end + 1
  }
}

function wrongLines([first, ...others]: readonly number[]): readonly string[] {
  if (first === undefined) return []
  if (others.length === 0) return [`Line ${first} is not as it was written, or stands there twice.`]
  return [`${others.length + 1} lines are not as they were written, the first of them line ${first}.`]
}

/**
 * Reads an import file, in stretches between which others have their turn; throws a sentence, or the system's error, where nothing of it
 * can be read. Of a damaged file every run is read whose line is as it was written.
 */
export async function readImport(path: string): Promise<ReadImport> {
  const bytes = readBytesNow(path, 'import')
  const records = new Map<string, RunRecord>()
  const wrong: number[] = []
  let number = 0
  let head: ImportHead | string = CHANGED
  await inStretches(linesOf(bytes), STRETCH_MS, (line) => {
    number += 1
    if (number === 1) {
      head = parseHead(line)
      return
    }
    const record = parseLine(line)
    if (record === null || records.has(record.id)) wrong.push(number)
    else records.set(record.id, record)
  })
  return judged(path, head, [...records.values()], wrongLines(wrong))
}

function judged(
  path: string,
  head: ImportHead | string,
  records: readonly RunRecord[],
  wrong: readonly string[],
): ReadImport {
  // What a newer version wrote is for that version.
  if (typeof head === 'string')
    return head === CHANGED ? { records, faults: [head, ...wrong] } : { records: [], faults: [head] }
  const copy = head.name === basename(path) ? [] : [`It is a copy of ${head.name}.`]
  const missing =
    records.length === head.runs
      ? []
      : [`It holds ${records.length} of the ${head.runs} runs that were written.`]
  return { records, faults: [...wrong, ...copy, ...missing] }
}

/** Writes an import file, whole or not at all. Between the records others may have their turn. */
export async function writeImport(path: string, records: AsyncIterable<RunRecord>): Promise<void> {
  const name = basename(path)
  let runs = 0
  let size = HEAD_LENGTH

  async function* parts(): AsyncGenerator<string> {
    yield headLine({ name, runs })
    let part = ''
    for await (const record of records) {
      part += `${sealedLine(record)}\n`
      runs += 1
      if (part.length < PART_LENGTH) continue
      yield part
      size += Buffer.byteLength(part)
      // What could not be read again is not written.
      if (size > LARGEST.import) throw new TooLargeError(path, size, LARGEST.import)
      part = ''
    }
    yield part
  }

  await writeAtomically(path, parts(), { start: () => headLine({ name, runs }) })
}
