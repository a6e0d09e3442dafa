import { createHash } from 'node:crypto'
import type { Environment } from '../base/environment'
import { newUlid } from '../base/identifiers'
import { sealMarker } from './core/envelope'
import { isMarkerPath, type Markers, readMarkers } from './core/guard'
import { insideOf, MARKER } from './core/paths'
import type { SyncStore } from './core/store'
import { REFUSALS } from './lab-folder'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What lies in a lab's folder, found by names and markers alone. */
export interface FolderContents {
  /** Ids of the folder; several where two computers made it at the same moment. The smallest counts. */
  readonly folderIds: readonly string[]
  /** Why its file `folder.json` is no mark, where it is there: nothing can be set up beside such a file. */
  readonly fault: Markers['fault']
  readonly runs: number
  readonly people: number
}

export async function lookInto(store: SyncStore): Promise<FolderContents> {
  const { files } = await store.list()
  const markers = files.map(({ path }) => path).filter(isMarkerPath)
  const names = files.map(({ path }) => insideOf(path))
  const people = names.flatMap((path) => /^people\/([0-9a-z]{8})-/i.exec(path)?.[1] ?? [])
  const runs = names.flatMap((path) => /^runs\/.*?([0-9a-z]{26})-[^/]*\.json$/i.exec(path)?.[1] ?? [])
  return {
    ...(await readMarkers(store, markers, sha256)),
    runs: new Set(runs).size,
    people: new Set(people).size,
  }
}

/** Marks an empty folder, or one whose marker was lost, as the lab's. Answers with the id that holds. */
export async function writeMarker(store: SyncStore, { clock, random }: Environment): Promise<string> {
  const folderId = newUlid(clock(), random)
  const marker = new TextEncoder().encode(sealMarker(folderId, sha256))
  const creation = await store.createExclusive(MARKER, marker, 5_000)
  const { folderIds, fault } = await readMarkers(store, [MARKER], sha256)
  const [first] = folderIds
  if (first !== undefined) return first
  if (creation === 'exists')
    throw new Error(REFUSALS[fault === 'arriving' ? 'marker-arriving' : 'foreign-marker'])
  throw new Error('The file folder.json was written, but could not be read again. Try once more.')
}
