import { beforeEach, describe, expect, it } from 'vitest'
import type { Listing, StoreEntry } from '../../../../src-main/sharing/core/store'
import { type Files, localFiles } from '../../../../src-main/sharing/stores/local-folder-files'
import { Computer, MARKER_TEXT, START } from '../helpers/computer'
import { type Fault, FaultyStore } from '../helpers/faulty-store'
import { FolderArena } from '../helpers/folder-arena'
import { MemoryStore } from '../helpers/memory-store'
import { sealedRun } from '../helpers/sealed'
import { VirtualTime } from '../helpers/virtual-time'

let store: MemoryStore
let ada: Computer
let fault: Fault | null

beforeEach(() => {
  const time = new VirtualTime(START)
  store = new MemoryStore(time.clock)
  store.put('folder.json', MARKER_TEXT)
  fault = null
  const plan = ({ operation }: { readonly operation: string }): Fault | null =>
    operation === 'list' ? fault : null
  ada = new Computer(3, new FaultyStore(store, plan, time.timers), time)
})

const changing = (change: (entry: StoreEntry) => readonly StoreEntry[]): Fault => ({
  kind: 'listing',
  change: (listing: Listing) => ({ ...listing, files: listing.files.flatMap(change) }),
})

describe('listings of strange file systems', () => {
  it.each([
    ['doubled', changing((entry) => [entry, entry])],
    [
      'in another order',
      { kind: 'listing', change: (listing) => ({ ...listing, files: listing.files.toReversed() }) },
    ],
    [
      'with times of two seconds',
      changing((entry) => [{ ...entry, mtimeMs: Math.floor(entry.mtimeMs / 2000) * 2000 }]),
    ],
    ['without times', changing((entry) => [{ ...entry, mtimeMs: 0 }])],
  ] as const satisfies readonly (readonly [string, Fault])[])(
    'should read each run once where it comes %s',
    async (_, strange) => {
      fault = strange
      const runs = Array.from({ length: 10 }, () => sealedRun())
      for (const { path, text } of runs) store.put(path, text)
      expect(await ada.sync()).toMatchObject({ state: 'up-to-date', imported: 10 })
      expect(await ada.sync()).toMatchObject({ state: 'up-to-date', imported: 0 })
      expect(ada.library.added).toBe(10)
    },
  )

  it('should forget nothing where a listing is an hour old', async () => {
    await ada.sync()
    const run = sealedRun()
    store.put(run.path, run.text)
    fault = { kind: 'stale-listing' }
    expect(await ada.sync()).toMatchObject({ imported: 0 })
    ada.train()
    expect(await ada.sync()).toMatchObject({ written: 1 })
    fault = null
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', imported: 1, written: 0 })
  })

  it('should forget nothing where the folder cannot be listed for a while', async () => {
    const run = sealedRun()
    store.put(run.path, run.text)
    await ada.sync()
    for (const code of ['EIO', 'ETIMEDOUT', 'ENOENT', 'EACCES']) {
      fault = { kind: 'error', code }
      expect(await ada.sync()).toMatchObject({ state: 'folder-away', away: 'unreadable' })
    }
    fault = null
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', findings: [] })
    expect(ada.library.entries.get(run.id)?.goneFromFolder).toBe(false)
  })

  it('should say that the folder is away where listing never ends', async () => {
    fault = { kind: 'delay', milliseconds: 86_400_000 }
    expect(await ada.sync()).toMatchObject({ state: 'folder-away', away: 'unreadable' })
  })
})

describe('case 25: a volume that ignores case, and one that decomposes names', () => {
  it.each([
    ['in capitals', (path: string) => path.toUpperCase()],
    ['decomposed', (path: string) => path.normalize('NFD')],
  ])('should take the same run once where all names come %s', async (_, change) => {
    const arena = await FolderArena.open()
    const run = sealedRun()
    await arena.put(run.path, run.text)
    await arena.put('notes/한글.json'.normalize('NFC'), run.text)
    const inner = arena.store('aaaaaaaa')
    const names = new Map<string, string>()
    const folded = Object.assign(Object.create(inner) as typeof inner, {
      async list(): Promise<Listing> {
        const listing = await inner.list()
        const files = listing.files.map((entry) => {
          const path = change(entry.path)
          names.set(path, entry.path)
          return { ...entry, path }
        })
        return { ...listing, files }
      },
      read: (path: string, limit: number) => inner.read(names.get(path) ?? path, limit),
      createExclusive: inner.createExclusive.bind(inner),
    })
    const ben = new Computer(9, folded, arena.time, 'aaaaaaaa')
    expect(await ben.sync()).toMatchObject({ state: 'up-to-date', imported: 1 })
    expect(await ben.sync()).toMatchObject({ state: 'up-to-date', imported: 0 })
    await arena.remove()
  })
})

describe('case 26: many files', () => {
  it('should hold no more than three files open at once', async () => {
    const arena = await FolderArena.open()
    for (let index = 0; index < 300; index += 1) {
      const { path, text } = sealedRun()
      await arena.put(path, text)
    }
    let open = 0
    let most = 0
    const files: Files = {
      ...localFiles,
      async openPlain(path) {
        open += 1
        most = Math.max(most, open)
        const file = await localFiles.openPlain(path)
        return {
          stat: () => file.stat(),
          read: (...values) => file.read(...values),
          writeFile: (bytes) => file.writeFile(bytes),
          sync: () => file.sync(),
          async close() {
            open -= 1
            await file.close()
          },
        }
      },
    }
    expect(await arena.computer('aaaaaaaa', files).sync()).toMatchObject({ imported: 300 })
    expect(most).toBeLessThanOrEqual(3)
    await arena.remove()
  })
})
