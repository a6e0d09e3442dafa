import { basename, dirname } from 'node:path'
import { type Creation, type Listing, storeError, type SyncStore } from '../core/store'
import { labFoldersIn, labFoldersNearby } from '../lab-folders-around'

const BESIDE = '../'
const MOST_BESIDE = 8
const LOOK_AROUND = 600_000

interface Options {
  /** The lab's own folder, in which this device writes. */
  readonly root: string
  readonly clock: () => number
  readonly open: (root: string) => SyncStore
}

/**
 * The lab's folder together with those that lie beside it: where two members set up the team at the same moment, the file service
 * keeps both, one under another name. All are read as one history, each device goes on writing where it did, and so it does not
 * matter which of them has which name on whose computer. Paths of the others begin with `../<name>/`.
 */
export class JoinedStore implements SyncStore {
  readonly #options: Options
  readonly #own: SyncStore
  readonly #beside = new Map<string, SyncStore>()
  #nearby: { readonly at: number; readonly paths: readonly string[] } | null = null

  constructor(options: Options) {
    this.#options = options
    this.#own = options.open(options.root)
  }

  async list(): Promise<Listing> {
    const { root, open } = this.#options
    const own = await this.#own.list()
    const found = await labFoldersIn(dirname(root))
    const others = found.filter(({ path }) => path !== root).slice(0, MOST_BESIDE)
    const listings: Listing[] = [own]
    for (const { path } of others) {
      const name = basename(path)
      const store = this.#beside.get(name) ?? open(path)
      this.#beside.set(name, store)
      listings.push(await listBeside(store, name))
    }
    return {
      files: listings.flatMap(({ files }) => files),
      temporaries: own.temporaries,
      unknown: listings.flatMap(({ unknown }) => unknown),
      cut: listings.some(({ cut }) => cut),
      beside: others.map(({ path, folderIds }) => ({ name: basename(path), folderIds })),
      nearby: await this.#lookAround(),
    }
  }

  read(path: string, limit: number): Promise<Uint8Array> {
    const [, name = '', inside = ''] = /^\.\.\/([^/]+)\/(.+)$/.exec(path) ?? []
    const beside = this.#beside.get(name)
    return beside === undefined ? this.#own.read(path, limit) : beside.read(inside, limit)
  }

  createExclusive(path: string, bytes: Uint8Array, patience: number): Promise<Creation> {
    return this.#own.createExclusive(path, bytes, patience)
  }

  removeOwn(path: string): Promise<void> {
    return this.#own.removeOwn(path)
  }

  /** Now and then, because it looks into many folders that are not ours. */
  async #lookAround(): Promise<readonly string[]> {
    const { root, clock } = this.#options
    const now = clock()
    if (this.#nearby === null || Math.abs(now - this.#nearby.at) > LOOK_AROUND)
      this.#nearby = { at: now, paths: await labFoldersNearby(root) }
    return this.#nearby.paths
  }
}

/** What lies in another of the lab's folders; what cannot be seen of it now is unknown, not gone. */
async function listBeside(store: SyncStore, name: string): Promise<Listing> {
  const outside = `${BESIDE}${name}`
  try {
    const { files, unknown, cut } = await store.list()
    const from = <T extends { readonly path: string }>(entry: T): T => ({
      ...entry,
      path: `${outside}/${entry.path}`,
    })
    return { files: files.map(from), temporaries: [], unknown: unknown.map(from), cut }
  } catch (error) {
    const { message } = storeError(error, outside)
    return { files: [], temporaries: [], unknown: [{ path: outside, reason: message }], cut: false }
  }
}
