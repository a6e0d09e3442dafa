import type { Digest } from './envelope'
import { openFile } from './envelope'
import type { FolderState } from './folder-state'
import { MARKER } from './paths'
import { type Listing, StoreError, storeError, type SyncStore } from './store'

/** Why nothing is written, read or forgotten at the moment. */
export type AwayReason = 'unreadable' | 'no-marker' | 'bad-marker' | 'other-folder' | 'emptied'

export type Presence =
  | { readonly kind: 'here'; readonly folderIds: readonly string[]; readonly markers: readonly string[] }
  | { readonly kind: 'away'; readonly reason: AwayReason }

const MARKER_LIMIT = 65_536
const MOST_MARKERS = 16
const MOST_IDS = 64

/** What the markers of a folder say. */
export interface Markers {
  /** The smallest id, which counts, first; several where two computers made the folder at the same moment. */
  readonly folderIds: readonly string[]
  /** Files that carry them. */
  readonly paths: readonly string[]
  /** Why `folder.json` itself carries none, where it is there: it is not the lab's, or not whole yet. */
  readonly fault: 'foreign' | 'arriving' | null
}

/** Reads the marker of a folder and those of copies that a sync program made of it. Copies that cannot be used count for nothing. */
export async function readMarkers(
  store: Pick<SyncStore, 'read'>,
  paths: readonly string[],
  digest: Digest,
): Promise<Markers> {
  const own = paths.filter((path) => path === MARKER)
  const copies = paths.filter((path) => path !== MARKER).sort()
  const found: { path: string; folderId: string }[] = []
  let fault: Markers['fault'] = null
  let trouble: StoreError | null = null
  for (const path of [...own, ...copies].slice(0, MOST_MARKERS)) {
    try {
      const opened = openFile(await store.read(path, MARKER_LIMIT), digest)
      if (opened.kind === 'marker') found.push({ path, folderId: opened.folderId })
      else if (path === MARKER) fault = opened.kind === 'arriving' ? 'arriving' : 'foreign'
    } catch (error) {
      const known = storeError(error, path)
      if (known.trouble === 'too-large' || known.trouble === 'not-a-file') {
        if (path === MARKER) fault = 'foreign'
      } else if (known.trouble !== 'absent') trouble ??= known
    }
  }
  if (found.length === 0 && trouble !== null) throw trouble
  const folderIds = [...new Set(found.map(({ folderId }) => folderId))].sort()
  return { folderIds, paths: found.map(({ path }) => path), fault }
}

export function isMarkerPath(path: string): boolean {
  return !path.includes('/') && /^folder\b.*\.json$/i.test(path)
}

/** Whether this is the folder that we know. Anything else is treated as a disk that is not there. */
export async function guard(
  store: SyncStore,
  listing: Listing,
  state: FolderState,
  digest: Digest,
): Promise<Presence> {
  const own = listing.files.map(({ path }) => path).filter((path) => !path.startsWith('../'))
  const paths = own.filter(isMarkerPath)
  if (own.length === 0 && state.seen.size > 0) return { kind: 'away', reason: 'emptied' }
  if (paths.length === 0) return { kind: 'away', reason: 'no-marker' }
  const { folderIds, paths: markers } = await readMarkers(store, paths, digest)
  if (folderIds.length === 0) return { kind: 'away', reason: 'bad-marker' }
  if (!folderIds.some((id) => state.folderIds.includes(id))) return { kind: 'away', reason: 'other-folder' }
  const beside = (listing.beside ?? []).flatMap((folder) => folder.folderIds)
  // A file service may give the folders beside this one its name some day: their ids are as good.
  const known = [...new Set([...state.folderIds, ...folderIds, ...beside])].slice(0, MOST_IDS)
  return { kind: 'here', folderIds: known.sort(), markers }
}

/** Looked at once more before each write: a disk may go while a pass is running. */
export async function assertStillHere(store: SyncStore, state: FolderState, digest: Digest): Promise<void> {
  const { folderIds } = await readMarkers(store, state.markers, digest)
  const isKnown = folderIds.some((id) => state.folderIds.includes(id))
  if (!isKnown) throw new StoreError('absent', MARKER, 'the folder is another one now')
}
