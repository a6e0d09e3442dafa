import type { Environment } from '../base/environment'
import type { SyncStore } from './core/store'
import { JoinedStore } from './stores/joined-store'
import { LocalFolderStore } from './stores/local-folder-store'

/** The store of a team's folder on this computer's disk. */
export function openStore(root: string, device: string, environment: Environment): SyncStore {
  const open = (folder: string): LocalFolderStore =>
    new LocalFolderStore({ root: folder, device, ...environment })
  return new JoinedStore({ root, clock: environment.clock, open })
}
