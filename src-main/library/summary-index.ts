import { readFile } from 'node:fs/promises'
import { writeAtomically } from './atomic-file'
import type { RunFolder } from './run-folder'

const INDEX_FORMAT = 'our-neural-network/index'
// Raise it whenever what a summary holds changes: an index of another version is built anew.
const INDEX_VERSION = 1
const PART_LENGTH = 1 << 20

export interface IndexEntry {
  readonly signature: string
  readonly content: RunFolder
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isEntry(value: unknown): value is readonly [string, IndexEntry] {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || !isObject(value[1])) return false
  const { signature, content } = value[1]
  if (typeof signature !== 'string' || !isObject(content)) return false
  const { summary, hidden, problems } = content
  const isSummary =
    summary === null || (isObject(summary) && isObject(summary.record) && isObject(summary.annotations))
  return isSummary && typeof hidden === 'boolean' && Array.isArray(problems)
}

/** What an earlier process knew; empty where there is nothing usable, because everything in it can be read again. */
export async function readIndex(path: string): Promise<ReadonlyMap<string, IndexEntry>> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (!isObject(value) || value.format !== INDEX_FORMAT || value.version !== INDEX_VERSION) return new Map()
    const { entries } = value
    return Array.isArray(entries) && entries.every(isEntry) ? new Map(entries) : new Map()
  } catch {
    return new Map()
  }
}

/** The text in parts: as one text the index of a long history would lie in memory twice. */
function* indexParts(entries: ReadonlyMap<string, IndexEntry>): Generator<string> {
  yield `{"format":${JSON.stringify(INDEX_FORMAT)},"version":${INDEX_VERSION},"entries":[`
  let before = ''
  let part = ''
  for (const entry of entries) {
    part += before + JSON.stringify(entry)
    before = ','
    if (part.length < PART_LENGTH) continue
    yield part
    part = ''
  }
  yield `${part}]}`
}

export async function writeIndex(path: string, entries: ReadonlyMap<string, IndexEntry>): Promise<void> {
  await writeAtomically(path, indexParts(entries), { durable: false }).catch(() => undefined)
}
