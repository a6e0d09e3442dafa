import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { type Environment, wait } from '../../base/environment'
import { newUlid } from '../../base/identifiers'
import { isOwnTemporary, temporaryName } from '../core/paths'
import {
  codeOf,
  type Creation,
  type Listing,
  StoreError,
  storeError,
  type SyncStore,
  troubleOf,
} from '../core/store'
import { type Files, localFiles, type OpenFile } from './local-folder-files'
import { listFolder } from './local-folder-listing'
import { readPlainFile } from './read-plain-file'

interface Options extends Environment {
  /** The lab's own folder, links in the path to it resolved. */
  readonly root: string
  readonly device: string
  readonly files?: Files
}

// Some file systems have no fsync, or none for folders; the data is then as safe as they make it.
const NO_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EPERM', 'EACCES', 'EBADF'])
const NO_RENAME = new Set(['ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EINVAL'])

/** A folder on a disk, which some program may keep in step with others. */
export class LocalFolderStore implements SyncStore {
  readonly #root: string
  readonly #device: string
  readonly #files: Files
  readonly #environment: Environment

  constructor({ root, device, files = localFiles, ...environment }: Options) {
    this.#root = root
    this.#device = device
    this.#files = files
    this.#environment = environment
  }

  list(): Promise<Listing> {
    return listFolder(this.#root, this.#files)
  }

  read(path: string, limit: number): Promise<Uint8Array> {
    return readPlainFile(join(this.#root, path), path, limit, this.#files)
  }

  async createExclusive(path: string, bytes: Uint8Array, patience: number): Promise<Creation> {
    try {
      if (await this.#isTaken(path)) return 'exists'
      await this.#makeFolders(dirname(path))
      const temporary = join(dirname(path), this.#temporaryName())
      try {
        await this.#patiently(patience, () => this.#writeWhole(temporary, bytes))
        await this.#verify(temporary, bytes)
        return await this.#patiently(patience, () => this.#putInPlace(temporary, path, bytes))
      } catch (error) {
        await this.#forget(temporary)
        throw error
      }
    } catch (error) {
      throw storeError(error, path)
    }
  }

  async removeOwn(path: string): Promise<void> {
    const name = basename(path)
    const own = isOwnTemporary(name, this.#device) || name.endsWith(`-${this.#device}.json`)
    if (!own) throw new StoreError('refused', path, `${path} was not written by this device and stays.`)
    try {
      await this.#files.unlink(join(this.#root, path))
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw storeError(error, path)
    }
  }

  async #isTaken(path: string): Promise<boolean> {
    try {
      await this.#files.lstat(join(this.#root, path))
      return true
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    }
  }

  /** Makes the folders below the root, never the root itself: where that is missing, the disk is. */
  async #makeFolders(path: string): Promise<void> {
    const segments = path === '.' ? [] : path.split('/')
    for (let depth = 0; depth <= segments.length; depth += 1) {
      const folder = join(this.#root, ...segments.slice(0, depth))
      if (depth > 0) await this.#makeFolder(folder)
      const stats = await this.#files.lstat(folder)
      if (!stats.isDirectory()) {
        throw new StoreError(
          'refused',
          path,
          `${segments.slice(0, depth).join('/')} is a link or a file, not a folder.`,
        )
      }
    }
  }

  async #makeFolder(folder: string): Promise<void> {
    try {
      await this.#files.mkdir(folder)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }

  async #writeWhole(temporary: string, bytes: Uint8Array): Promise<void> {
    const file = await this.#files.openNew(join(this.#root, temporary))
    try {
      await file.writeFile(bytes)
      await syncFile(file)
    } catch (error) {
      await file.close().catch(() => undefined)
      await this.#forget(temporary)
      throw error
    }
    await file.close()
  }

  async #verify(path: string, bytes: Uint8Array): Promise<void> {
    const found = await readPlainFile(join(this.#root, path), path, bytes.byteLength, this.#files)
    if (hash(found) !== hash(bytes))
      throw new StoreError('broken', path, 'what was written reads back differently')
  }

  async #putInPlace(temporary: string, path: string, bytes: Uint8Array): Promise<Creation> {
    if (await this.#isTaken(path)) {
      await this.#forget(temporary)
      return 'exists'
    }
    const from = join(this.#root, temporary)
    const to = join(this.#root, path)
    try {
      await this.#files.rename(from, to)
    } catch (error) {
      if (!NO_RENAME.has(codeOf(error))) throw error
      await this.#files.copyExclusive(from, to)
      await this.#forget(temporary)
    }
    await this.#syncFolder(dirname(to))
    const stats = await this.#files.lstat(to)
    if (stats.size !== bytes.byteLength)
      throw new StoreError('broken', path, 'its size is wrong after it was written')
    return 'created'
  }

  async #syncFolder(folder: string): Promise<void> {
    try {
      const handle = await this.#files.openDirectory(folder)
      try {
        await syncFile(handle)
      } finally {
        await handle.close()
      }
    } catch (error) {
      if (!NO_SYNC.has(codeOf(error))) throw error
    }
  }

  async #patiently<T>(patience: number, work: () => Promise<T>): Promise<T> {
    const { clock, random, timers } = this.#environment
    const start = clock()
    for (let pause = 50; ; pause = Math.min(pause * 2, 4000)) {
      try {
        return await work()
      } catch (error) {
        const isBusy = !(error instanceof StoreError) && troubleOf(codeOf(error)) === 'busy'
        const delay = pause * (0.5 + random())
        if (!isBusy || clock() - start + delay > patience) throw error
        await wait(timers, delay)
      }
    }
  }

  async #forget(temporary: string): Promise<void> {
    // What cannot be removed now is removed at a later start, by its name.
    await this.#files.unlink(join(this.#root, temporary)).catch(() => undefined)
  }

  #temporaryName(): string {
    const { clock, random } = this.#environment
    return temporaryName(this.#device, newUlid(clock(), random).toLowerCase())
  }
}

async function syncFile(file: OpenFile): Promise<void> {
  try {
    await file.sync()
  } catch (error) {
    if (!NO_SYNC.has(codeOf(error))) throw error
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
