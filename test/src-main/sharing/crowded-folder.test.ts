import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stampOf } from '../../../src-main/base/hybrid-clock'
import { localFiles } from '../../../src-main/sharing/stores/local-folder-files'
import { LocalFolderStore } from '../../../src-main/sharing/stores/local-folder-store'
import { processorTime } from '../../helpers/processor-time.ts'
import { Computer, START } from './helpers/computer'
import { scene } from './helpers/counted-store'
import { FolderArena } from './helpers/folder-arena'
import { RealComputer, temporaryFolder } from './helpers/real-computer'
import { sampleRecord } from './helpers/sample-records'
import { OTHER_DEVICE, sealed, sealedRun } from './helpers/sealed'
import { VirtualTime } from './helpers/virtual-time'

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
    return processorTime(async () => {
      await ada.sync()
      await ada.sync()
      expect(ada.library.annotations(run).title).toBe(`t${count}`)
    })
  }

  it('should take time in proportion', async () => {
    await passOver(100)
    const few = await passOver(500)
    const many = await passOver(5000)
    // Ten times as many; a quadratic one would take a hundred times as long.
    expect(many / few).toBeLessThan(40)
  })

  it('should be 800 edits on a real disk in seconds', async () => {
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
    expect(await processorTime(() => ben.sync(folder))).toBeLessThan(20_000)
    expect((await ben.library.list())[0]?.annotations.title).toBe('t799')
    await Promise.all([ada.close(), ben.close()])
  })
})

describe('many foreign files', () => {
  it('should be read once each, and asked for nothing but their size afterwards', async () => {
    const { ada, files, store } = scene()
    for (let index = 0; index < 30_000; index += 1)
      files.put(`notes/x/y${index % 100}/${index}.json`, '{"a":1}')
    await ada.sync()
    expect(store.reads).toBe(30_000)
    expect(await processorTime(() => ada.sync())).toBeLessThan(10_000)
    expect(store.reads).toBe(30_000)
  })

  it('should be forgotten in time in proportion when a disk answers for none of them', async () => {
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
    expect(await processorTime(() => again.sync())).toBeLessThan(10_000)
    expect(again.state.seen.size).toBe(20_001)
  })

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

describe('thousands of people and cards', () => {
  it('should not bury the window, and keep those who share runs', async () => {
    const { ada, files } = scene()
    const run = sealedRun()
    files.put(run.path, run.text)
    const { experiment } = sampleRecord(run.id)
    for (let index = 0; index < 3000; index += 1) {
      const device = String(index).padStart(8, '0')
      const person = sealed('person', device, { name: 'x' }, START, device)
      const since = new Date(START).toISOString()
      const body = { identity: 'a'.repeat(64), experiment, state: 'running', since } as const
      const claim = sealed('claim', run.id, body, START, device)
      for (const { path, text } of [person, claim]) files.put(path, text)
    }
    const { people, claims } = await ada.sync()
    expect(people).toHaveLength(1000)
    expect(people.map(({ device }) => device)).toContain(OTHER_DEVICE)
    expect(claims).toHaveLength(200)
  })
})
