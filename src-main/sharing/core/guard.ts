import type { Digest } from './envelope'
import { openFile } from './envelope'
import type { FolderState } from './folder-state'
import { MARKER } from './paths'
import { StoreError, type Listing, type SyncStore } from './store'

/** Why nothing is written, read or forgotten at the moment. */
export type AwayReason = 'unreadable' | 'no-marker' | 'other-folder' | 'emptied'

export type Presence =
  | { readonly kind: 'here'; readonly folderIds: readonly string[] }
  | { readonly kind: 'away'; readonly reason: AwayReason }

const MARKER_LIMIT = 65_536

/** The ids that the markers of a folder carry: its own, and those of copies that a sync program made of it. */
export async function readMarkers(
  store: SyncStore,
  paths: readonly string[],
  digest: Digest,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (const path of paths) {
    const opened = openFile(await store.read(path, MARKER_LIMIT), digest)
    if (opened.kind === 'marker') ids.push(opened.folderId)
  }
  return ids.sort()
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
  const paths = listing.files.map(({ path }) => path).filter(isMarkerPath)
  if (listing.files.length === 0 && state.seen.size > 0) return { kind: 'away', reason: 'emptied' }
  if (paths.length === 0) return { kind: 'away', reason: 'no-marker' }
  const found = await readMarkers(store, paths, digest)
  if (found.length === 0) return { kind: 'away', reason: 'no-marker' }
  const isKnown = found.some((id) => state.folderIds.includes(id))
  if (!isKnown) return { kind: 'away', reason: 'other-folder' }
  return { kind: 'here', folderIds: [...new Set([...state.folderIds, ...found])].sort() }
}

/** Looked at once more before each write: a disk may go while a pass is running. */
export async function assertStillHere(store: SyncStore, state: FolderState, digest: Digest): Promise<void> {
  const ids = await readMarkers(store, [MARKER], digest)
  const isKnown = ids.some((id) => state.folderIds.includes(id))
  if (!isKnown) throw new StoreError('absent', MARKER, 'the folder is another one now')
}
