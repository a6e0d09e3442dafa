import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FolderProposal } from '#shared/ipc'
import { newUlid } from '../../../src-main/base/identifiers'
import { sealMarker } from '../../../src-main/sharing/core/envelope'
import { createSharingService } from '../../../src-main/sharing/sharing-service'
import { seededRandom } from './helpers/random'
import { RealComputer, temporaryFolder, treeOf } from './helpers/real-computer'

const LAB = 'our-neural-network'
let folder: string
let ada: RealComputer
let ben: RealComputer

beforeEach(async () => {
  folder = await temporaryFolder()
  ada = await RealComputer.open()
  ben = await RealComputer.open()
})
afterEach(async () => {
  await Promise.all([ada.close(), ben.close()])
  await rm(folder, { recursive: true, maxRetries: 10, force: true })
})

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

const marker = (seed: number): string => sealMarker(newUlid(Date.now(), seededRandom(seed)))

/** What the window shows after a folder was chosen, before anything is written. */
async function proposed(computer: RealComputer, chosen: string): Promise<FolderProposal | null> {
  const service = await createSharingService({
    library: computer.library,
    userData: computer.directory,
    settings: { get: () => ({ author: '' }) },
    chooseFolder: () => Promise.resolve(chosen),
    openFolder: () => Promise.resolve(),
    identityOf: () => Promise.resolve(null),
    onState: () => undefined,
  })
  const proposal = await service.handlers['sharing:choose']()
  await service.close()
  return proposal
}

/** Both set up the team before either saw the other's folder; then the service brings Ben's under another name. */
async function split(second: string): Promise<void> {
  const bensDisk = await temporaryFolder()
  await ada.train(1)
  await ben.train(2)
  await ada.sync(folder, true)
  await ben.sync(bensDisk, true)
  await cp(join(bensDisk, LAB), join(folder, second), { recursive: true })
  // On Ben's own disk it is Ada's that got the other name.
  await cp(join(folder, LAB), join(bensDisk, second), { recursive: true })
  disks = { ada: folder, ben: bensDisk }
}
let disks = { ada: '', ben: '' }

/** The service carries what each wrote to the other disk. */
async function carry(second: string): Promise<void> {
  await cp(join(disks.ada, LAB), join(disks.ben, second), { recursive: true })
  await cp(join(disks.ben, LAB), join(disks.ada, second), { recursive: true })
}

describe('two members who set up the team at the same time', () => {
  it.each([
    'our-neural-network (1)',
    'our-neural-network - Copy',
    'our-neural-network - 복사본',
    '복사본 our-neural-network',
    "our-neural-network (Kim's conflicted copy 2026-11-05)",
    'our-neural-network-KIMS-PC',
    'OUR-NEURAL-NETWORK (2)',
    'Copy of our-neural-network',
  ])('should have one history, the second folder being named %s', async (second) => {
    await split(second)
    for (const [computer, disk] of [
      [ada, disks.ada],
      [ben, disks.ben],
    ] as const) {
      const { state, problems } = await computer.sync(disk)
      expect({ state, files: problems.map(({ file, code }) => [code, file]) }).toEqual({
        state: 'up-to-date',
        files: [['second-folder', second]],
      })
      expect(await computer.runs()).toHaveLength(2)
    }
    // What is said from now on reaches the other as well.
    const [first = ''] = await ada.runs()
    await ben.library.annotate([first], { title: 'by Ben' })
    await ben.sync(disks.ben)
    await carry(second)
    await ada.sync(disks.ada)
    expect((await ada.library.list()).map(({ annotations }) => annotations.title)).toContain('by Ben')
    await rm(disks.ben, { recursive: true, maxRetries: 10, force: true })
  })

  it('should go on when the service gives each folder the name of the other', async () => {
    await split('our-neural-network (1)')
    await ada.sync(folder)
    await rename(join(folder, LAB), join(folder, 'aside'))
    await rename(join(folder, `${LAB} (1)`), join(folder, LAB))
    await rename(join(folder, 'aside'), join(folder, `${LAB} (1)`))
    const { state } = await ada.sync(folder)
    expect(state).toBe('up-to-date')
    expect((await ada.library.list()).map(({ goneFromFolder }) => goneFromFolder)).toEqual([false, false])
  })

  it('should be one history for who joins later, whichever of the two has the plain name', async () => {
    await split('our-neural-network (1)')
    await rename(join(folder, LAB), join(folder, `${LAB} (2)`))
    const cleo = await RealComputer.open()
    expect(await proposed(cleo, folder)).toMatchObject({ existing: true, runs: 2, people: 0, refusal: null })
    expect((await cleo.sync(folder, true)).state).toBe('up-to-date')
    expect(await cleo.runs()).toHaveLength(2)
    expect((await readdir(folder)).sort()).toEqual([`${LAB} (1)`, `${LAB} (2)`])
    await cleo.close()
  })

  it('should leave a folder alone that only has such a name', async () => {
    await put('our-neural-network-main/package.json', '{}')
    await put('our-neural-network (old)/folder.json', '{"not": "ours"}')
    await ada.train()
    const before = await treeOf(folder)
    const { state, problems } = await ada.sync(folder, true)
    expect([state, problems]).toEqual(['up-to-date', []])
    expect(await treeOf(folder)).toMatchObject(before)
  })
})

describe('a member who chose another level', () => {
  it('should join the folder that the chosen one lies in', async () => {
    await ada.train()
    await ada.sync(folder, true)
    for (const inside of [LAB, join(LAB, 'runs'), join(LAB, 'people')]) {
      await mkdir(join(folder, inside), { recursive: true })
      const other = await RealComputer.open()
      expect((await other.sync(join(folder, inside), true)).imported).toBe(1)
      await other.close()
    }
    expect((await readdir(folder)).sort()).toEqual([LAB])
  })

  it.each(['higher', 'lower'])('should be told of the other history, being one level %s', async (level) => {
    const team = join(folder, 'team')
    await mkdir(team)
    const [first, second] = level === 'higher' ? [team, folder] : [folder, team]
    await ada.train()
    await ada.sync(first, true)
    expect((await proposed(ben, second))?.warnings).toContain('history-nearby')
    await ben.train(2)
    const { state, problems } = await ben.sync(second, true)
    expect(state).toBe('needs-attention')
    expect(problems).toMatchObject([{ code: 'other-history', file: join(first, LAB) }])
    // The way to join: choose that folder.
    expect((await ben.sync(first)).imported).toBe(1)
    await ada.sync(first)
    expect(await ada.runs()).toHaveLength(2)
  })
})

describe('marks', () => {
  it('should not take a folder for the lab’s because of a foreign folder.json in it', async () => {
    await put('folder.json', '{"name":"of another program"}')
    expect(await proposed(ada, folder)).toMatchObject({ existing: false, refusal: null, folder })
    await ada.train()
    expect((await ada.sync(folder, true)).state).toBe('up-to-date')
    expect(await readdir(join(folder, LAB))).toContain('folder.json')
    expect(await readFile(join(folder, 'folder.json'), 'utf8')).toBe('{"name":"of another program"}')
  })

  it.each([
    ['{"name":"of another program"}', 'foreign-marker', 'that is not the lab'],
    ['[1,2', 'marker-arriving', 'is still downloading'],
    ['', 'marker-arriving', 'is still downloading'],
    [JSON.stringify({ fmt: 'x', text: 'x'.repeat(70_000) }), 'foreign-marker', 'that is not the lab'],
  ])('should say truly that nothing was written beside a folder.json %#', async (text, refusal, sentence) => {
    await put(`${LAB}/folder.json`, text)
    await ada.train()
    const before = await treeOf(folder)
    expect(await proposed(ada, folder)).toMatchObject({ refusal })
    const failure = await ada.sync(folder, true).catch((error: unknown) => String(error))
    expect(failure).toContain(sentence)
    expect(failure).toContain('Nothing was written')
    expect(await treeOf(folder)).toEqual(before)
  })

  it('should not go away because of copies of the mark that cannot be used', async () => {
    await ada.train()
    await ada.sync(folder, true)
    await put(`${LAB}/folder (1).json`, JSON.stringify({ fmt: 'x', text: 'x'.repeat(70_000) }))
    await put(`${LAB}/folder (2).json`, '')
    await put(`${LAB}/folder (3).json`, '{"foreign":true}')
    for (let copy = 10; copy < 60; copy += 1) await put(`${LAB}/folder (${copy}).json`, marker(copy))
    await ada.train(2)
    const { written, away } = await ada.sync(folder)
    expect([written, away]).toEqual([1, null])
  })

  it('should take two marks in one folder for one history', async () => {
    await put(`${LAB}/folder.json`, marker(1))
    await put(`${LAB}/folder (1).json`, marker(2))
    await ada.train()
    await ada.sync(folder)
    await rm(join(folder, LAB, 'folder.json'))
    await rename(join(folder, LAB, 'folder (1).json'), join(folder, LAB, 'folder.json'))
    await ada.train(2)
    expect((await ada.sync(folder)).written).toBe(1)
  })
})
