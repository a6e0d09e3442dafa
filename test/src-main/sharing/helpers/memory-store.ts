import { blobSha256, isReadable } from '../../../../src-main/sharing/core/paths'
import {
  type Creation,
  type Listing,
  type StoreEntry,
  StoreError,
  type SyncStore,
} from '../../../../src-main/sharing/core/store'

interface StoredFile {
  readonly bytes: Uint8Array
  readonly mtimeMs: number
}

/** A folder in memory, for tests that play several computers at once. */
export class MemoryStore implements SyncStore {
  readonly files: Map<string, StoredFile>
  readonly #clock: () => number

  constructor(clock: () => number, files = new Map<string, StoredFile>()) {
    this.#clock = clock
    this.files = files
  }

  list(): Promise<Listing> {
    const files: StoreEntry[] = []
    const temporaries: StoreEntry[] = []
    for (const [path, { bytes, mtimeMs }] of this.files) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const entry = { path, size: bytes.byteLength, mtimeMs }
      if (name.endsWith('.tmp')) temporaries.push(entry)
      else if (isReadable(name) || blobSha256(path) !== null) files.push(entry)
    }
    return Promise.resolve({ files, temporaries, unknown: [], cut: false })
  }

  read(path: string, limit: number): Promise<Uint8Array> {
    const file = this.files.get(path)
    if (file === undefined) return Promise.reject(new StoreError('absent', path, 'it is not there'))
    if (file.bytes.byteLength > limit) {
      return Promise.reject(new StoreError('too-large', path, `it is larger than ${limit} bytes`))
    }
    return Promise.resolve(file.bytes.slice())
  }

  createExclusive(path: string, bytes: Uint8Array): Promise<Creation> {
    if (this.files.has(path)) return Promise.resolve('exists')
    this.put(path, bytes)
    return Promise.resolve('created')
  }

  removeOwn(path: string): Promise<void> {
    this.files.delete(path)
    return Promise.resolve()
  }

  /** Puts a file there as a sync program or a person would. */
  put(path: string, bytes: Uint8Array | string): void {
    const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes.slice()
    this.files.set(path, { bytes: content, mtimeMs: this.#clock() })
  }
}
