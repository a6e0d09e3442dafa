import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Files, localFiles, type OpenFile } from '../../../../src-main/sharing/stores/local-folder-files'
import { FolderArena } from '../helpers/folder-arena'
import { treeOf } from '../helpers/real-computer'

let arena: FolderArena
beforeEach(async () => {
  arena = await FolderArena.open()
})
afterEach(() => arena.remove())

type Step = 'open' | 'write' | 'short-write' | 'sync' | 'close' | 'rename' | 'mkdir'

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** A disk on which one step fails with this code, so many times. */
function failing(
  step: Step,
  code: string,
  times: number,
): { readonly files: Files; readonly calls: string[] } {
  let left = times
  const calls: string[] = []
  const fails = (at: Step): boolean => {
    if (at !== step || left === 0) return false
    left -= 1
    return true
  }
  const faulty = (file: OpenFile): OpenFile => ({
    stat: () => file.stat(),
    read: (...values) => file.read(...values),
    async writeFile(bytes) {
      if (fails('write')) throw systemError(code)
      if (!fails('short-write')) return file.writeFile(bytes)
      await file.writeFile(bytes.subarray(0, bytes.length >> 1))
    },
    async sync() {
      if (fails('sync')) throw systemError(code)
      await file.sync()
    },
    async close() {
      await file.close()
      if (fails('close')) throw systemError(code)
    },
  })
  const files: Files = {
    ...localFiles,
    async mkdir(path) {
      if (fails('mkdir')) throw systemError(code)
      await localFiles.mkdir(path)
    },
    async openNew(path) {
      if (fails('open')) throw systemError(code)
      return faulty(await localFiles.openNew(path))
    },
    async rename(from, to) {
      calls.push('rename')
      if (fails('rename')) throw systemError(code)
      await localFiles.rename(from, to)
    },
    async unlink(path) {
      calls.push(path.endsWith('.tmp') ? 'unlink temporary' : 'unlink final')
      await localFiles.unlink(path)
    },
  }
  return { files, calls }
}

async function names(): Promise<readonly string[]> {
  return Object.keys(await treeOf(arena.root)).filter((path) => !path.endsWith('/'))
}

describe('case 7: a disk that fails while it is written to', () => {
  const steps = ['open', 'write', 'short-write', 'sync', 'close', 'rename', 'mkdir'] as const

  it.each(steps)('should get over one failure of %s, and leave nothing behind', async (step) => {
    const ada = arena.computer('aaaaaaaa', failing(step, 'EIO', 1).files)
    ada.train()
    const first = await ada.sync()
    expect(first.state).toBe('needs-attention')
    expect(first.pending).toBeGreaterThan(0)
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', pending: 0 })
    expect((await names()).toSorted()).toEqual([
      expect.stringMatching(/^curves\//),
      'folder.json',
      expect.stringMatching(/^runs\//),
    ])
    expect(await arena.computer('bbbbbbbb').sync()).toMatchObject({ state: 'up-to-date', imported: 1 })
  })

  it.each(steps)('should keep everything waiting while %s always fails', async (step) => {
    const ada = arena.computer('aaaaaaaa', failing(step, 'EIO', Number.POSITIVE_INFINITY).files)
    ada.train()
    for (let round = 0; round < 3; round += 1) {
      expect(await ada.sync()).toMatchObject({ state: 'needs-attention', written: 0 })
      expect(await names()).toEqual(['folder.json'])
    }
    expect(await arena.computer('bbbbbbbb').sync()).toMatchObject({ imported: 0, findings: [] })
  })
})

describe('case 6, by injection: a full disk', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS'])(
    'should stop at %s, say so, and finish when there is space',
    async (code) => {
      const ada = arena.computer('aaaaaaaa', failing('write', code, 1).files)
      for (let run = 0; run < 3; run += 1) ada.train()
      const report = await ada.sync()
      expect(report.findings.map((finding) => finding.code)).toEqual(['disk-full'])
      expect(report.pending).toBeGreaterThanOrEqual(3)
      expect(await names()).toEqual(['folder.json'])
      expect(await ada.sync()).toMatchObject({ state: 'up-to-date', written: 3 })
    },
  )
})

describe('case 8: a file that another program holds', () => {
  it.each(['EBUSY', 'EPERM', 'EACCES'])(
    'should try again after %s once and twice, within the same pass',
    async (code) => {
      for (const times of [1, 2]) {
        const ada = arena.computer('aaaaaaaa', failing('rename', code, times).files)
        ada.train()
        expect(await ada.sync()).toMatchObject({ state: 'up-to-date', written: 1 })
      }
    },
  )

  it('should leave it for a later pass where it stays held, and never remove what has the final name', async () => {
    const { files, calls } = failing('rename', 'EBUSY', Number.POSITIVE_INFINITY)
    const ada = arena.computer('aaaaaaaa', files)
    ada.train()
    ada.train()
    expect(await ada.sync()).toMatchObject({ state: 'needs-attention', written: 0 })
    expect(new Set(calls)).toEqual(new Set(['rename', 'unlink temporary']))
    expect(await names()).toEqual(['folder.json'])
  })

  it('should copy where a file system cannot rename at all', async () => {
    const ada = arena.computer('aaaaaaaa', failing('rename', 'ENOTSUP', Number.POSITIVE_INFINITY).files)
    ada.train()
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', written: 1 })
    expect(await names()).toHaveLength(3)
  })

  it('should do without fsync where a file system has none', async () => {
    const ada = arena.computer('aaaaaaaa', failing('sync', 'ENOSYS', Number.POSITIVE_INFINITY).files)
    ada.train()
    expect(await ada.sync()).toMatchObject({ state: 'up-to-date', written: 1 })
  })
})
