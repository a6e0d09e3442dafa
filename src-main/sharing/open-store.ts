import type { SyncStore } from './core/store'
import type { Surroundings } from './core/surroundings'
import { JoinedStore } from './stores/joined-store'
import { LocalFolderStore } from './stores/local-folder-store'

/** The store of a team's folder on this computer's disk. */
export function openStore(root: string, device: string, surroundings: Surroundings): SyncStore {
  const open = (folder: string): LocalFolderStore =>
    new LocalFolderStore({ root: folder, device, ...surroundings })
  return new JoinedStore({ root, clock: surroundings.clock, open })
}
