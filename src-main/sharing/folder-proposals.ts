import type { FolderProposal } from '#shared/ipc'
import type { Environment } from '../base/environment'
import { newUlid } from '../base/identifiers'
import type { SyncStore } from './core/store'
import { storeError } from './core/store'
import { type FolderContents, lookInto, writeMarker } from './folder-contents'
import { labFolderIn, makeLabFolder, refusalOf, type Warning, warningsOf } from './lab-folder'
import { openStore } from './open-store'

interface Options {
  /** Folders of the lab itself. */
  readonly own: readonly string[]
  readonly device: string
  readonly environment: Environment
}

const NOTHING: FolderContents = { folderIds: [], fault: null, runs: 0, people: 0 }

/** Looks at folders that the user chose and says what joining would mean; only an accepted proposal writes anything. */
export class FolderProposals {
  readonly #options: Options
  #offered: { readonly token: string; readonly root: string } | null = null

  constructor(options: Options) {
    this.#options = options
  }

  async propose(folder: string): Promise<FolderProposal> {
    const { own, device, environment } = this.#options
    const token = newUlid(environment.clock(), environment.random)
    const empty = { token, folder, existing: false, runs: 0, people: 0, warnings: [] }
    const refusal = await refusalOf(folder, own, device)
    if (refusal !== null) return { ...empty, refusal }
    const { root, exists } = await labFolderIn(folder)
    try {
      const { folderIds, fault, runs, people } = exists ? await lookInto(this.#store(root)) : NOTHING
      if (folderIds.length === 0 && fault !== null)
        return { ...empty, refusal: fault === 'arriving' ? 'marker-arriving' : 'foreign-marker' }
      const warnings: readonly (Warning | 'restore')[] = await warningsOf(folder)
      const isLost = folderIds.length === 0 && runs > 0
      this.#offered = { token, root }
      return {
        ...empty,
        // Which of several folders would be joined is seen by its path.
        folder: folderIds.length > 0 ? root : folder,
        existing: folderIds.length > 0,
        runs,
        people,
        warnings: isLost ? ['restore', ...warnings] : warnings,
        refusal: null,
      }
    } catch (error) {
      return { ...empty, refusal: storeError(error, '').trouble === 'busy' ? 'not-readable' : 'missing' }
    }
  }

  async accept(token: string): Promise<{ readonly root: string; readonly folderId: string }> {
    if (this.#offered?.token !== token)
      throw new Error('Choose the folder again: it has been checked again since.')
    const { root } = this.#offered
    this.#offered = null
    await makeLabFolder(root)
    const store = this.#store(root)
    const { folderIds } = await lookInto(store)
    return { root, folderId: folderIds[0] ?? (await writeMarker(store, this.#options.environment)) }
  }

  #store(root: string): SyncStore {
    const { device, environment } = this.#options
    return openStore(root, device, environment)
  }
}
