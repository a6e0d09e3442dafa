import { createHash } from 'node:crypto'
import { isMarkerPath, readMarkers } from './core/guard'
import { newUlid } from './core/identifiers'
import { sealMarker } from './core/envelope'
import { MARKER } from './core/paths'
import type { SyncStore } from './core/store'
import type { Surroundings } from './core/surroundings'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What lies in a lab's folder, found by names and markers alone. */
export interface FolderContents {
  /** Ids of the folder; several where two computers made it at the same moment. The smallest counts. */
  readonly folderIds: readonly string[]
  readonly runs: number
  readonly people: number
}

export async function lookInto(store: SyncStore): Promise<FolderContents> {
  const { files } = await store.list()
  const names = files.map(({ path }) => path)
  const markers = names.filter(isMarkerPath)
  const people = names.flatMap((path) => /^people\/([0-9a-z]{8})-/i.exec(path)?.[1] ?? [])
  const runs = names.flatMap((path) => /^runs\/.*?([0-9a-z]{26})-[^/]*\.json$/i.exec(path)?.[1] ?? [])
  return {
    folderIds: await readMarkers(store, markers, sha256),
    runs: new Set(runs).size,
    people: new Set(people).size,
  }
}

/** Marks an empty folder, or one whose marker was lost, as the lab's. Answers with the id that holds. */
export async function writeMarker(store: SyncStore, { clock, random }: Surroundings): Promise<string> {
  const folderId = newUlid(clock(), random)
  await store.createExclusive(MARKER, new TextEncoder().encode(sealMarker(folderId)), 5_000)
  const [first] = await readMarkers(store, [MARKER], sha256)
  if (first === undefined) throw new Error('The marker of the folder could not be read after it was written.')
  return first
}
