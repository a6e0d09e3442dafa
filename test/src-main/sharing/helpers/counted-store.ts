import type { SyncStore } from '../../../../src-main/sharing/core/store'
import { Computer, MARKER_TEXT, START } from './computer'
import { MemoryStore } from './memory-store'
import { VirtualTime } from './virtual-time'

/** A store that counts how much is read. */
class CountedStore implements SyncStore {
  reads = 0
  bytes = 0
  readonly #inner: SyncStore
  readonly list: SyncStore['list']
  readonly createExclusive: SyncStore['createExclusive']
  readonly removeOwn: SyncStore['removeOwn']

  constructor(inner: SyncStore) {
    this.#inner = inner
    this.list = inner.list.bind(inner)
    this.createExclusive = inner.createExclusive.bind(inner)
    this.removeOwn = inner.removeOwn.bind(inner)
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    const bytes = await this.#inner.read(path, limit)
    // The mark of the folder is looked at before each write.
    if (path === 'folder.json') return bytes
    this.reads += 1
    this.bytes += bytes.byteLength
    return bytes
  }
}

export interface Scene {
  readonly time: VirtualTime
  readonly files: MemoryStore
  readonly store: CountedStore
  readonly ada: Computer
}

export function scene(): Scene {
  const time = new VirtualTime(START)
  const files = new MemoryStore(time.clock)
  files.put('folder.json', MARKER_TEXT)
  const store = new CountedStore(files)
  return { time, files, store, ada: new Computer(1, store, time, 'aaaaaaaa') }
}
