import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SharingState } from '#shared/ipc'
import { createSharingService, type SharingService } from '../../../src-main/sharing/sharing-service'
import { RealComputer, temporaryFolder, treeOf } from './helpers/real-computer'
import { sealedGone, sealedRun } from './helpers/sealed'

let folder: string
let userData: string
let ada: RealComputer
let states: SharingState[]
let chosen: string | null
const open: SharingService[] = []

async function service(computer: RealComputer, author = 'Ada'): Promise<SharingService> {
  const opened = await createSharingService({
    library: computer.library,
    userData,
    settings: { get: () => ({ author }) },
    chooseFolder: () => Promise.resolve(chosen),
    openFolder: () => Promise.resolve(),
    identityOf: () => Promise.resolve('c'.repeat(64)),
    onState: (state) => states.push(state),
  })
  open.push(opened)
  return opened
}

async function joined(computer: RealComputer, author?: string): Promise<SharingService> {
  const opened = await service(computer, author)
  const proposal = await opened.handlers['sharing:choose']()
  await opened.handlers['sharing:join'](proposal?.token ?? '')
  await opened.handlers['sharing:sync']()
  return opened
}

beforeEach(async () => {
  folder = await temporaryFolder()
  userData = await temporaryFolder()
  ada = await RealComputer.open()
  states = []
  chosen = folder
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
  await ada.close()
  await Promise.all(
    [folder, userData].map((path) => rm(path, { recursive: true, maxRetries: 10, force: true })),
  )
})

describe('choosing a folder', () => {
  it('should say what was found before anything is written', async () => {
    const { handlers } = await service(ada)
    expect(await handlers['sharing:state']()).toMatchObject({ state: 'off', folder: null })
    expect(await handlers['sharing:choose']()).toMatchObject({
      existing: false,
      runs: 0,
      people: 0,
      refusal: null,
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('should say how many runs of how many people it would join', async () => {
    for (let seed = 1; seed <= 3; seed += 1) await ada.train(seed)
    await joined(ada)
    const ben = await RealComputer.open()
    const { handlers } = await service(ben)
    expect(await handlers['sharing:choose']()).toMatchObject({ existing: true, runs: 3, people: 1 })
    await ben.close()
  })

  it('should ask before it makes a mark for runs that have lost theirs', async () => {
    await ada.train()
    await (await joined(ada)).close()
    await rm(join(folder, 'our-neural-network', 'folder.json'))
    const ben = await RealComputer.open()
    const { handlers } = await service(ben)
    const proposal = await handlers['sharing:choose']()
    expect(proposal).toMatchObject({ existing: false, runs: 1 })
    expect(proposal?.warnings).toContain('restore')
    expect(await readdir(join(folder, 'our-neural-network'))).not.toContain('folder.json')
    await handlers['sharing:join'](proposal?.token ?? '')
    await handlers['sharing:sync']()
    expect(await ben.runs()).toHaveLength(1)
    await ben.close()
  })

  it('should refuse a token that was not offered', async () => {
    const { handlers } = await service(ada)
    await expect((async () => handlers['sharing:join']('x'))()).rejects.toThrow(/Choose the folder again/)
    expect(await readdir(folder)).toEqual([])
  })

  it('should refuse a folder of the lab itself', async () => {
    chosen = join(userData, 'inside')
    await mkdir(chosen)
    const { handlers } = await service(ada)
    expect(await handlers['sharing:choose']()).toMatchObject({ refusal: 'inside-app' })
  })
})

describe('sharing in the app', () => {
  it('should go on with the same folder after a restart, and with none after leaving', async () => {
    await ada.train()
    const first = await joined(ada)
    await first.close()
    const second = await service(ada)
    expect(await second.handlers['sharing:sync']()).toMatchObject({
      state: 'up-to-date',
      people: [{ name: 'Ada', runs: 1 }],
    })
    expect(await second.handlers['sharing:leave']()).toMatchObject({ state: 'off', folder: null })
    const third = await service(ada)
    expect(await third.handlers['sharing:state']()).toMatchObject({ state: 'off' })
  })

  it('should share a run that ends while it is open, without being asked', async () => {
    await joined(ada)
    await ada.train()
    const ended = Date.now()
    const ben = await RealComputer.open()
    while ((await ben.runs()).length === 0 && Date.now() - ended < 10_000) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      await ben.sync(folder)
    }
    expect(await ben.runs()).toHaveLength(1)
    await ben.close()
  })

  it('should delete for all, and take it back', async () => {
    const id = await ada.train()
    const mine = await joined(ada)
    const ben = await RealComputer.open()
    await ben.sync(folder)
    await mine.handlers['sharing:delete']([id])
    await ben.sync(folder)
    expect([await ada.runs(), await ben.runs()]).toEqual([[], []])
    await mine.handlers['sharing:undelete']([id])
    await ben.sync(folder)
    expect([await ada.runs(), await ben.runs()]).toEqual([[id], [id]])
    await ben.close()
  })

  it('should ask about many deletions and do what it is told', async () => {
    const mine = await joined(ada)
    const runs = Array.from({ length: 4 }, () => sealedRun())
    const put = async (files: readonly { readonly path: string; readonly text: string }[]): Promise<void> => {
      for (const { path, text } of files) {
        const file = join(folder, 'our-neural-network', path)
        await mkdir(join(file, '..'), { recursive: true })
        await writeFile(file, text)
      }
    }
    await put(runs)
    await mine.handlers['sharing:sync']()
    await put(runs.slice(0, 3).map(({ id }) => sealedGone(id)))
    expect(await mine.handlers['sharing:sync']()).toMatchObject({ state: 'needs-attention', hideQuestion: 3 })
    expect(await mine.handlers['sharing:answer-hide'](true)).toMatchObject({
      state: 'up-to-date',
      hideQuestion: 0,
    })
    expect(await ada.runs()).toHaveLength(1)
  })

  it('should share weights only when asked to, and bring those of others', async () => {
    const id = await ada.train()
    const mine = await joined(ada)
    const ben = await RealComputer.open()
    const theirs = await joined(ben, 'Ben')
    expect((await mine.handlers['sharing:sync']()).weightBytes).toBe(0)
    expect(await ben.library.weights(id)).toBe(null)
    await mine.handlers['sharing:share-weights'](true)
    expect((await mine.handlers['sharing:sync']()).weightBytes).toBeGreaterThan(0)
    await theirs.handlers['sharing:share-weights'](true)
    await theirs.handlers['sharing:sync']()
    expect(await ben.library.weights(id)).toEqual(await ada.library.weights(id))
    await theirs.close()
    await ben.close()
  })

  it('should show what is planned and running to the others', async () => {
    const { experiment } = await ada.library.record(await ada.train())
    const mine = await joined(ada)
    const ben = await RealComputer.open()
    const theirs = await joined(ben, 'Ben')
    const job = {
      id: ada.library.newId(),
      kind: 'train',
      title: '',
      experiment,
      state: 'running',
      iteration: 1,
      stepsPerSecond: null,
    } as const
    mine.setJobs([job])
    await new Promise((resolve) => setTimeout(resolve, 50))
    await mine.handlers['sharing:sync']()
    expect((await theirs.handlers['sharing:sync']()).claims).toMatchObject([
      { name: 'Ada', state: 'running' },
    ])
    mine.setJobs([])
    await new Promise((resolve) => setTimeout(resolve, 50))
    await mine.handlers['sharing:sync']()
    expect((await theirs.handlers['sharing:sync']()).claims).toEqual([])
    await theirs.close()
    await ben.close()
  })
})

describe('case 31: ends and changes in the middle', () => {
  it('should keep what waits when it is closed during a pass', async () => {
    const mine = await joined(ada)
    for (let seed = 1; seed <= 5; seed += 1) await ada.train(seed)
    const pass = mine.handlers['sharing:sync']()
    await mine.close()
    await pass
    const again = await service(ada)
    expect(await again.handlers['sharing:sync']()).toMatchObject({ state: 'up-to-date', pending: 0 })
    const ben = await RealComputer.open()
    await ben.sync(folder)
    expect(await ben.runs()).toHaveLength(5)
    await ben.close()
  })

  it('should write into the new folder only, where the folder is changed during a pass', async () => {
    const mine = await joined(ada)
    const other = await temporaryFolder()
    for (let seed = 1; seed <= 3; seed += 1) await ada.train(seed)
    const pass = mine.handlers['sharing:sync']()
    chosen = other
    const proposal = await mine.handlers['sharing:choose']()
    await mine.handlers['sharing:join'](proposal?.token ?? '')
    await pass
    const before = await treeOf(folder)
    await ada.train(4)
    expect(await mine.handlers['sharing:sync']()).toMatchObject({ state: 'up-to-date' })
    expect(await treeOf(folder)).toEqual(before)
    const runs = Object.keys(await treeOf(other)).filter((path) =>
      /^our-neural-network\/runs\/.*json$/.test(path),
    )
    expect(runs).toHaveLength(4)
    await mine.close()
    await rm(other, { recursive: true, maxRetries: 10 })
  })
})

describe('case 30: a copied library', () => {
  it('should write under another device on another computer', async () => {
    await (await joined(ada)).close()
    const path = join(ada.directory, 'sharing', 'device.json')
    const before = JSON.parse(await readFile(path, 'utf8')) as { device: string; machine: string }
    expect(before.device).toBe(ada.library.device)
    await writeFile(path, JSON.stringify({ ...before, machine: 'of another computer' }))
    await ada.train()
    const moved = await service(ada)
    await moved.handlers['sharing:sync']()
    const after = JSON.parse(await readFile(path, 'utf8')) as { device: string }
    expect(after.device).not.toBe(before.device)
    const runs = Object.keys(await treeOf(folder)).filter((name) => /\/runs\/.*json$/.test(name))
    expect(runs).toEqual([expect.stringContaining(`-${after.device}.json`)])
  })
})

describe('what sharing keeps beside the library', () => {
  it('should read everything again from the folder where its memory is damaged or lost', async () => {
    const id = await ada.train()
    await ada.sync(folder, true)
    const ben = await RealComputer.open()
    await ben.library.close()
    const again = await RealComputer.open(ben.directory)
    await again.sync(folder)
    await again.library.annotate([id], { title: 'by Ben' })
    await again.sync(folder)
    const memory = join(ben.directory, 'sharing')
    for (const name of await readdir(memory))
      if (name.startsWith('folder-')) await writeFile(join(memory, name), '{"cut')
    expect(await again.sync(folder)).toMatchObject({ state: 'up-to-date', imported: 0, written: 0 })
    expect((await readdir(memory)).some((name) => name.endsWith('.damaged'))).toBe(true)
    await rename(memory, `${memory}-gone`)
    expect(await again.sync(folder)).toMatchObject({ state: 'up-to-date', written: 0 })
    expect((await again.library.list())[0]?.annotations.title).toBe('by Ben')
    await again.close()
  })
})
