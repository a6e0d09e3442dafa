import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { OrderEntry } from '#shared/search/known-order'
import type { Slice } from '#shared/search/slice'
import { isTemporaryName, makeFolder, writeAtomically } from '../base/atomic-file'
import { checkedMoment } from '../base/clock'
import { errorCode, fileError } from '../base/file-errors'
import { systemEnvironment } from '../base/system-environment'
import { readJsonNow } from '../library/json-file'
import type { LibraryProblem } from '../library/library-problem'
import {
  isSearchId,
  newRecordedSearch,
  type NewSearch,
  parseRecordedSearch,
  type RecordedSearch,
  searchText,
} from './recorded-search'
import { appendOrder, readOrder } from './search-order'
import { parseSlice, sliceText } from './search-slice'

const FILES = { search: 'search.json', order: 'order.jsonl', slice: 'slice.json' } as const

/** What the folder of searches holds, and which files of it cannot be used. */
interface FoundSearches {
  readonly searches: readonly RecordedSearch[]
  readonly problems: readonly LibraryProblem[]
}

/** The searches of a library, each a folder that is named by its id. */
export interface Searches {
  /** The oldest first. */
  list(): Promise<FoundSearches>
  /** Throws a sentence where it is not there or cannot be used. */
  read(id: string): Promise<RecordedSearch>
  /** Writes a search down, or finds the same one; one that asks for more trials makes it longer, and never shorter. */
  open(search: NewSearch): Promise<RecordedSearch>
  /** What a sampler that learns has asked for and been told. */
  order(id: string): Promise<readonly OrderEntry[]>
  addOrder(id: string, entry: OrderEntry, place: number): Promise<void>
  /** The part of it that the window of this library takes; null for all. */
  slice(id: string): Promise<Slice | null>
  takeSlice(id: string, slice: Slice | null): Promise<void>
  /** Where locks and marks of a search lie. */
  folder(id: string): string
}

/** Opens the searches in a folder of a library. Nothing is made before there is a search. */
export function openSearches(directory: string, now: () => number = systemEnvironment.clock): Searches {
  const pathOf = (id: string, file: keyof typeof FILES): string => join(directory, id, FILES[file])

  function readNow(id: string) {
    const read = readJsonNow(pathOf(id, 'search'), 'search', parseRecordedSearch)
    if (!read.ok || read.value.id === id) return read
    return { ok: false, reason: `It is search ${read.value.id}, under another name.` } as const
  }

  async function names(): Promise<readonly string[]> {
    try {
      return (await readdir(directory)).filter((name) => !isTemporaryName(name) && !name.startsWith('.'))
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return []
      throw fileError('read', directory, error)
    }
  }

  async function list(): Promise<FoundSearches> {
    const searches: RecordedSearch[] = []
    const problems: LibraryProblem[] = []
    for (const name of (await names()).toSorted()) {
      const read = isSearchId(name)
        ? readNow(name)
        : ({ ok: false, reason: 'Its name is not the id of a search.' } as const)
      const file = isSearchId(name) ? pathOf(name, 'search') : join(directory, name)
      if (read.ok) searches.push(read.value)
      else problems.push({ file, reason: read.reason })
    }
    searches.sort((left, right) => (left.startedAt < right.startedAt ? -1 : 1))
    return { searches, problems }
  }

  async function read(id: string): Promise<RecordedSearch> {
    const path = pathOf(id, 'search')
    if (!(await names()).includes(id)) throw new Error(`There is no search ${id} in the library.`)
    const found = readNow(id)
    if (found.ok) return found.value
    throw new Error(`Search ${id} cannot be used (${path}): ${found.reason}`)
  }

  async function write(search: RecordedSearch): Promise<void> {
    const path = pathOf(search.id, 'search')
    try {
      await makeFolder(join(directory, search.id))
    } catch (error) {
      throw fileError('write', path, error)
    }
    await writeAtomically(path, searchText(search))
  }

  async function open(wanted: NewSearch): Promise<RecordedSearch> {
    const fresh = newRecordedSearch(wanted, checkedMoment(now()))
    const isThere = (await names()).includes(fresh.id)
    if (!isThere) {
      await write(fresh)
      return fresh
    }
    const known = await read(fresh.id)
    if (known.spec.trials >= wanted.spec.trials) return known
    const longer = { ...known, spec: { ...known.spec, trials: wanted.spec.trials } }
    await write(longer)
    return longer
  }

  async function order(id: string): Promise<readonly OrderEntry[]> {
    const path = pathOf(id, 'order')
    const found = await readOrder(path)
    if (found.ok) return found.value
    throw new Error(`Search ${id} cannot go on (${path}): ${found.reason}`)
  }

  async function slice(id: string): Promise<Slice | null> {
    const path = pathOf(id, 'slice')
    if (!existsSync(path)) return null
    const found = readJsonNow(path, 'searchSlice', parseSlice)
    if (found.ok) return found.value
    throw new Error(`Search ${id} cannot go on (${path}): ${found.reason}`)
  }

  async function takeSlice(id: string, wanted: Slice | null): Promise<void> {
    const path = pathOf(id, 'slice')
    if (wanted !== null) return writeAtomically(path, sliceText(wanted))
    await rm(path, { force: true }).catch((error: unknown) => {
      throw fileError('remove', path, error)
    })
  }

  return {
    list,
    read,
    open,
    order,
    slice,
    takeSlice,
    addOrder: (id, entry, place) => appendOrder(pathOf(id, 'order'), entry, place),
    folder: (id) => join(directory, id),
  }
}
