import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLargeFile, sealItem } from '../../../src-main/sharing/core/envelope'
import { stampOf } from '../../../src-main/sharing/core/hybrid-clock'
import { pathOf } from '../../../src-main/sharing/core/paths'
import type { SyncStore } from '../../../src-main/sharing/core/store'
import { LocalFolderStore } from '../../../src-main/sharing/stores/local-folder-store'
import { localFiles } from '../../../src-main/sharing/stores/local-folder-files'
import { MemoryStore } from '../../../src-main/sharing/stores/memory-store'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { Computer, digest, MARKER_TEXT, START } from './helpers/computer'
import { FolderArena } from './helpers/folder-arena'
import { RealComputer, temporaryFolder } from './helpers/real-computer'
import { sampleCurves, sampleRecord } from './helpers/sample-records'
import { OTHER_DEVICE, sealed, sealedRun } from './helpers/sealed'
import { VirtualTime } from './helpers/virtual-time'

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

interface Scene {
  readonly time: VirtualTime
  readonly files: MemoryStore
  readonly store: CountedStore
  readonly ada: Computer
}

function scene(): Scene {
  const time = new VirtualTime(START)
  const files = new MemoryStore(time.clock)
  files.put('folder.json', MARKER_TEXT)
  const store = new CountedStore(files)
  return { time, files, store, ada: new Computer(1, store, time, 'aaaaaaaa') }
}

function lists(element: unknown, count: number): readonly unknown[] {
  return Array.from({ length: Math.ceil(count / 90_000) }, () =>
    Array.from({ length: 90_000 }, () => element),
  )
}

/** Curves of nearly 8 MiB with a hash that fits, but full of something else than numbers. */
function wrongCurves(id: string, element: unknown, count: number): Uint8Array {
  const curves = sampleCurves(id)
  const body = { ...curves, layers: { ...curves.layers, activationMean: lists(element, count) } }
  const item = {
    kind: 'curves',
    id,
    device: OTHER_DEVICE,
    stamp: stampOf(START),
    body: body as never,
  } as const
  return new TextEncoder().encode(sealItem(item, digest))
}

describe('files that cost much', () => {
  it.each([
    ['empty texts', '', 2_600_000],
    ['texts', 'abcde', 900_000],
    ['objects', {}, 2_600_000],
    ['lists', [], 2_600_000],
    ['nulls', null, 1_500_000],
    ['numbers', 1, 3_900_000],
  ])('should be refused in short steps: curves of %s', { timeout: 60_000 }, async (_, element, count) => {
    const bytes = wrongCurves(sampleRecord('01M6NJDA8005G7JTBY30GMNA0J').id, element, count)
    expect(bytes.byteLength).toBeGreaterThan(6_000_000)
    const start = performance.now()
    let steps = 0
    const opened = await openLargeFile(bytes, digest, () => {
      steps += 1
      return Promise.resolve()
    })
    expect(opened.kind).toBe('bad')
    expect(steps).toBeGreaterThanOrEqual(2)
    // Half a second where it took ten to twenty.
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it('should be read once, not at every pass', { timeout: 60_000 }, async () => {
    const { ada, files, store, time } = scene()
    const runs = [sealedRun(), sealedRun(), sealedRun()]
    for (const { id, path, text } of runs) {
      files.put(path, text)
      const curves = pathOf({ kind: 'curves', id, device: OTHER_DEVICE, stamp: stampOf(START) })
      files.put(curves, wrongCurves(id, 'abcde', 900_000))
    }
    await ada.sync()
    expect(store.reads).toBe(6)
    for (let pass = 0; pass < 5; pass += 1) {
      time.now += 3_600_000
      await ada.sync()
    }
    expect(store.reads).toBe(6)
  })

  it('should not be read for ever where the hash does not fit', async () => {
    const { ada, files, store } = scene()
    const { path, text } = sealedRun()
    files.put(path, text.replace('"seconds":12.5', '"seconds":13.5'))
    for (let pass = 0; pass < 50; pass += 1) await ada.sync()
    expect(store.reads).toBeLessThan(12)
  })

  it.each(['people', 'gone', 'replays', 'claims'])('should be known by their size in %s/', async (folder) => {
    const { ada, files, store } = scene()
    files.put(`${folder}/2026-11/x.json`, new Uint8Array(65_537).fill(32))
    const { findings } = await ada.sync()
    expect(findings).toMatchObject([{ code: 'too-large', detail: 'it is larger than 64 KiB' }])
    expect(store.reads).toBe(0)
  })
})

describe('weights that cannot be used', () => {
  async function withTeamRun(): Promise<{ ben: RealComputer; folder: string; id: string; blob: string }> {
    const [ada, ben] = [await RealComputer.open(), await RealComputer.open()]
    const folder = await temporaryFolder()
    const experiment = smallExperiment(1)
    const id = ada.library.newId()
    await ada.library.create(newRun(id, experiment))
    const { weightsSha256 } = await ada.library.finish(id, smallResult(experiment), smallCurves(id))
    await ada.sync(folder, true)
    await ben.sync(folder)
    await ada.close()
    await mkdir(join(ben.directory, 'sharing'), { recursive: true })
    const path = join(ben.directory, 'sharing', 'chosen.json')
    const { readFile } = await import('node:fs/promises')
    const chosen = JSON.parse(await readFile(path, 'utf8')) as object
    await writeFile(path, JSON.stringify({ ...chosen, shareWeights: true }))
    const sha256 = weightsSha256 ?? ''
    const blob = join(folder, 'our-neural-network', 'blobs', sha256.slice(0, 2), `${sha256}.safetensors`)
    await mkdir(join(blob, '..'), { recursive: true })
    return { ben, folder, id, blob }
  }

  it('should be told by their size before they are read', async () => {
    const { ben, folder, blob } = await withTeamRun()
    await writeFile(blob, new Uint8Array(20_000_000))
    const { problems } = await ben.sync(folder)
    expect(problems).toMatchObject([
      { code: 'weights-broken', detail: 'it is larger than these weights are' },
    ])
    await ben.close()
  })

  it('should be read once, and again when they change', async () => {
    const { ben, folder, blob } = await withTeamRun()
    await writeFile(blob, 'not weights')
    let opened = 0
    const { openPlain } = localFiles
    const counting = localFiles as { openPlain: typeof openPlain }
    counting.openPlain = (path) => {
      if (path === blob) opened += 1
      return openPlain(path)
    }
    try {
      for (let pass = 0; pass < 4; pass += 1)
        expect((await ben.sync(folder)).problems).toMatchObject([{ code: 'weights-broken' }])
      expect(opened).toBe(1)
      await writeFile(blob, 'still not weights')
      await ben.sync(folder)
      expect(opened).toBe(2)
    } finally {
      counting.openPlain = openPlain
    }
    await ben.close()
  })
})

describe('many things about one run', () => {
  /** Time of a first pass over so many notes, deletions and replays of one run, that come latest first. */
  async function passOver(count: number): Promise<number> {
    const { ada, files } = scene()
    const run = ada.train()
    for (let index = count; index > 0; index -= 1) {
      const at = new Date(START + index).toISOString()
      const bodies = [
        sealed('note', run, { run, edit: { title: `t${index}` } }, START + index),
        sealed('gone', run, { run, gone: index % 2 === 0 }, START + index),
        sealed('replay', run, { run, at, author: '', identical: true, difference: null }, START + index),
      ]
      for (const { path, text } of bodies) files.put(path, text)
    }
    const start = performance.now()
    await ada.sync()
    await ada.sync()
    expect(ada.library.annotations(run).title).toBe(`t${count}`)
    return performance.now() - start
  }

  it('should take time in proportion', { timeout: 120_000 }, async () => {
    await passOver(100)
    const few = await passOver(500)
    const many = await passOver(5000)
    // Ten times as many; a quadratic one would take a hundred times as long.
    expect(many / few).toBeLessThan(40)
  })

  it('should be 800 edits on a real disk in seconds', { timeout: 120_000 }, async () => {
    const [ada, ben] = [await RealComputer.open(), await RealComputer.open()]
    const folder = await temporaryFolder()
    const id = await ada.train()
    const notes = Array.from({ length: 800 }, (_, index) => ({
      format: 'our-neural-network/note' as const,
      version: 1 as const,
      run: id,
      stamp: stampOf(START + index),
      device: OTHER_DEVICE,
      edit: { title: `t${index}` },
    }))
    await ada.library.addNotes(id, notes)
    await ada.sync(folder, true)
    const start = performance.now()
    await ben.sync(folder)
    expect(performance.now() - start).toBeLessThan(20_000)
    expect((await ben.library.list())[0]?.annotations.title).toBe('t799')
    await Promise.all([ada.close(), ben.close()])
  })
})

describe('many foreign files', () => {
  it(
    'should be read once each, and asked for nothing but their size afterwards',
    { timeout: 120_000 },
    async () => {
      const { ada, files, store } = scene()
      for (let index = 0; index < 30_000; index += 1)
        files.put(`notes/x/y${index % 100}/${index}.json`, '{"a":1}')
      await ada.sync()
      expect(store.reads).toBe(30_000)
      const start = performance.now()
      await ada.sync()
      expect(store.reads).toBe(30_000)
      expect(performance.now() - start).toBeLessThan(10_000)
    },
  )

  it(
    'should be forgotten in time in proportion when a disk answers for none of them',
    { timeout: 120_000 },
    async () => {
      const { ada, files } = scene()
      for (let index = 0; index < 20_000; index += 1) files.put(`runs/x/${index}.json`, '{"a":1}')
      await ada.sync()
      const list = files.list.bind(files)
      files.list = async () => {
        const listing = await list()
        const unknown = listing.files.filter(({ path }) => path !== 'folder.json')
        return {
          ...listing,
          files: listing.files.filter(({ path }) => path === 'folder.json'),
          unknown: unknown.map(({ path }) => ({ path, reason: 'it did not answer' })),
        }
      }
      const again = new Computer(2, files, new VirtualTime(START), 'aaaaaaaa')
      again.state.seen = ada.state.seen
      const start = performance.now()
      await again.sync()
      expect(performance.now() - start).toBeLessThan(10_000)
      expect(again.state.seen.size).toBe(20_001)
    },
  )

  it('should not be walked into deeper than the lab goes', async () => {
    const arena = await FolderArena.open()
    await mkdir(join(arena.root, ...Array.from({ length: 60 }, (_, level) => `level${level}`)), {
      recursive: true,
    })
    let listed = 0
    const files = {
      ...localFiles,
      readdir: (path: string) => {
        listed += 1
        return localFiles.readdir(path)
      },
    }
    const { clock, timers } = arena.time
    await new LocalFolderStore({
      root: arena.root,
      device: 'aaaaaaaa',
      clock,
      timers,
      random: () => 0,
      files,
    }).list()
    expect(listed).toBe(4)
    await arena.remove()
  })
})
