import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SyncOutcome } from '../../../src-main/sharing/sync-once'
import { type BundledProgram, bundleProgram, nextMessage, startProgram } from '../../helpers/bundled-program'
import { RealComputer, treeOf } from './helpers/real-computer'

const ROOT = process.getuid?.() === 0
// Where the tests already run as an ordinary user, they stay that user.
const USER = ROOT ? 65_534 : undefined

let program: BundledProgram
let scratch: string
let folder: string
let library: string
let root: string

beforeAll(async () => {
  program = await bundleProgram('sharing-once')
  await chmod(join(program.path, '..'), 0o755)
})
afterAll(() => program.remove())

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sharing-user-'))
  await chmod(scratch, 0o755)
  folder = join(scratch, 'shared')
  library = join(scratch, 'library')
  root = join(folder, 'our-neural-network')
  await mkdir(folder)
  await mkdir(library)
  const ada = await RealComputer.open()
  await ada.train()
  await ada.sync(folder, true)
  await ada.close()
  await give(scratch)
})
afterEach(async () => {
  spawnSync('chmod', ['-R', 'u+rwX', scratch])
  await rm(scratch, { recursive: true, maxRetries: 10, force: true })
})

async function give(path: string): Promise<void> {
  if (USER === undefined) return
  await chown(path, USER, USER)
  spawnSync('chown', ['-R', `${USER}:${USER}`, path])
}

interface Answer {
  readonly outcome?: SyncOutcome
  readonly said?: string
}

async function pass(train = true): Promise<Answer> {
  const child = startProgram(
    program.path,
    [library, folder, train ? 'train' : ''],
    USER === undefined ? {} : { uid: USER },
  )
  return (await nextMessage(child)) as Answer
}

describe('case 11: permissions, as an ordinary user', () => {
  it('should import from a folder that can only be read, keep its own waiting, and write it later', async () => {
    spawnSync('chmod', ['-R', 'a-w', folder])
    const { outcome } = await pass()
    expect(outcome).toMatchObject({ state: 'needs-attention', imported: 1, written: 0 })
    expect(outcome?.problems[0]?.reason).toContain('could not be written')
    expect(outcome?.pending).toBeGreaterThan(0)
    spawnSync('chmod', ['-R', 'u+w', folder])
    expect((await pass(false)).outcome).toMatchObject({ state: 'up-to-date', written: 1, pending: 0 })
  })

  it('should name a file that may not be read and import the others', async () => {
    const [month = ''] = await readdir(join(root, 'runs'))
    const [name = ''] = await readdir(join(root, 'runs', month))
    await chmod(join(root, 'runs', month, name), 0)
    const { outcome } = await pass()
    expect(outcome).toMatchObject({ imported: 0, written: 1 })
    expect(outcome?.problems.map(({ file }) => file)).toContain(`runs/${month}/${name}`)
    await chmod(join(root, 'runs', month, name), 0o644)
    expect((await pass(false)).outcome).toMatchObject({ state: 'up-to-date', imported: 1 })
  })

  it('should not take what lies in a folder without right of way for gone', async () => {
    await pass(false)
    await chmod(join(root, 'runs'), 0)
    const { outcome } = await pass(false)
    expect(outcome?.state).toBe('needs-attention')
    await chmod(join(root, 'runs'), 0o755)
    expect((await pass(false)).outcome).toMatchObject({ state: 'up-to-date', imported: 0 })
  })

  it('should say that the folder is away where its path became a file', async () => {
    await pass(false)
    await rm(root, { recursive: true, maxRetries: 10 })
    await writeFile(root, 'a file')
    await give(root)
    const { said, outcome } = await pass()
    expect(said ?? outcome?.state).toMatch(/file|folder-away/)
  })

  it('should say so in one sentence where the path is too long for the disk', async () => {
    const before = await treeOf(folder)
    folder = join(folder, 'x'.repeat(300))
    const { said, outcome } = await pass()
    expect(said ?? outcome?.state).toMatch(/folder-away|not there/)
    folder = join(scratch, 'shared')
    expect(await treeOf(folder)).toEqual(before)
  })
})

describe.runIf(ROOT)('case 6: a disk that is really full', () => {
  it('should keep everything, leave the files that were there, and finish when there is space', async () => {
    const disk = join(scratch, 'disk')
    await mkdir(disk)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk])
    expect(mounted.stderr.toString()).toBe('')
    const ada = await RealComputer.open()
    try {
      await ada.train(1)
      expect(await ada.sync(disk, true)).toMatchObject({ state: 'up-to-date', written: 1 })
      const before = await treeOf(disk)
      const filler = join(disk, 'filler')
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1k', 'count=400'])
      await ada.train(2)
      const full = await ada.sync(disk)
      expect(full).toMatchObject({ state: 'needs-attention', written: 0 })
      expect(full.problems.some(({ reason }) => reason.includes('no space left'))).toBe(true)
      await rm(filler)
      const after = await treeOf(disk)
      for (const [path, content] of Object.entries(before)) expect(after[path]).toBe(content)
      expect(Object.keys(after).filter((path) => path.endsWith('.json'))).toHaveLength(3)
      expect(await ada.sync(disk)).toMatchObject({ state: 'up-to-date', written: 1 })
    } finally {
      await ada.close()
      spawnSync('umount', [disk])
    }
  })

  it('should find a disk that was taken away and put back', async () => {
    const disk = join(scratch, 'stick')
    await mkdir(disk)
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk])
    const ada = await RealComputer.open()
    try {
      await ada.train(1)
      await ada.sync(disk, true)
      spawnSync('umount', [disk])
      await ada.train(2)
      expect(await ada.sync(disk, true)).toMatchObject({ state: 'folder-away' })
      expect(await readdir(disk)).toEqual([])
      expect(await ada.runs()).toHaveLength(2)
    } finally {
      await ada.close()
      spawnSync('umount', [disk])
    }
  })
})
