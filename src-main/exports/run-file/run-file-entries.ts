import { type FileKind, LARGEST } from '../../base/file-kinds'
import { isRunId } from '../../base/identifiers'

/*
 * A run file is a zip of files as a library has them, under the names that they have there (docs/formats.md), and one that says what it
 * holds.
 */

export const RUN_FILE_FORMAT = 'our-neural-network/run-file'

/** Bytes of a run file that is written or read. */
export const LARGEST_RUN_FILE = 512 * 1_048_576
export const MOST_RUNS = 10_000
export const MOST_SEARCHES = 100

/** What a file in a run file is. */
export type EntryKind = 'about' | 'search' | 'order' | 'record' | 'curves' | 'weights' | 'note' | 'replay'

/** A file in a run file. */
export interface Entry {
  readonly kind: EntryKind
  /** The run or search that it belongs to; empty for what says what is inside. */
  readonly owner: string
  readonly name: string
}

/** How large a file of a kind can be. */
export const LARGEST_ENTRY: Readonly<Record<EntryKind, number>> = (() => {
  const kinds: Readonly<Record<EntryKind, FileKind>> = {
    about: 'record',
    search: 'search',
    order: 'searchOrder',
    record: 'record',
    curves: 'curves',
    weights: 'weights',
    note: 'note',
    replay: 'replay',
  }
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, file]) => [kind, LARGEST[file]]),
  ) as unknown as Readonly<Record<EntryKind, number>>
})()

export const ABOUT = 'run-file.json'

export const entryName = {
  search: (id: string): string => `searches/${id}/search.json`,
  order: (id: string): string => `searches/${id}/order.jsonl`,
  record: (id: string): string => `runs/${id}/record.json`,
  curves: (id: string): string => `runs/${id}/curves.json`,
  weights: (id: string): string => `runs/${id}/weights.safetensors`,
  note: (id: string, name: string): string => `runs/${id}/annotations/${name}`,
  replay: (id: string, name: string): string => `runs/${id}/replays/${name}`,
} as const

const OF_SEARCH = /^searches\/([0-9a-f]{16})\/(search\.json|order\.jsonl)$/
const OF_RUN = /^runs\/([0-9A-Z]{26})\/(record\.json|curves\.json|weights\.safetensors)$/
const SAID =
  /^runs\/([0-9A-Z]{26})\/(annotations|replays)\/[0-9a-hjkmnp-tv-z]{14,16}(?:-[0-9a-hjkmnp-tv-z]{8})?\.json$/

const KINDS: Readonly<Record<string, EntryKind>> = {
  'search.json': 'search',
  'order.jsonl': 'order',
  'record.json': 'record',
  'curves.json': 'curves',
  'weights.safetensors': 'weights',
  annotations: 'note',
  replays: 'replay',
}

/** What a name in a zip names; null for every name that no run file has. */
export function entryOf(name: string): Entry | null {
  if (name === ABOUT) return { kind: 'about', owner: '', name }
  const [, search, searchFile = ''] = OF_SEARCH.exec(name) ?? []
  if (search !== undefined) return { kind: KINDS[searchFile] ?? 'search', owner: search, name }
  const [, run, file = ''] = OF_RUN.exec(name) ?? SAID.exec(name) ?? []
  return run !== undefined && isRunId(run) ? { kind: KINDS[file] ?? 'record', owner: run, name } : null
}
