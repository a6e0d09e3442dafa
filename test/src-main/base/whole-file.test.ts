import type * as Promises from 'node:fs/promises'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { withProcessLock } from '../../../src-main/base/process-lock'
import { createWhole } from '../../../src-main/base/whole-file'
import { openLibrary } from '../../../src-main/library/library'
import {
  readRunningMarkNow,
  removeRunningMark,
  runningMarkText,
  takeRunningMark,
} from '../../../src-main/library/running-mark'
import { stoppedRun } from '../../helpers/stopped-run'
import { temporaryFolders } from '../../helpers/temporary-folder'
import { VirtualTime } from '../sharing/helpers/virtual-time'

/** What the disk answers to a link; empty for a disk that has links. And what becomes of a name just before a file is made there. */
const disk = vi.hoisted(() => ({ link: '', write: '', taken: '' }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Promises>()
  const failure = (code: string): Error => Object.assign(new Error(`${code}: raw`), { code })
  return {
    ...real,
    link: async (from: string, to: string): Promise<void> => {
      if (disk.link !== '') throw failure(disk.link)
      await real.link(from, to)
    },
    open: async (path: string, flags: string): Promise<Promises.FileHandle> => {
      if (flags !== 'wx' || path.includes('~')) return real.open(path, flags)
      const file = await real.open(path, flags)
      const write = async (text: string): Promise<void> => {
        if (disk.write !== '') throw failure(disk.write)
        await file.writeFile(text)
        if (disk.taken !== '') await real.writeFile(path, disk.taken)
      }
      return { writeFile: write, close: () => file.close() } as unknown as Promises.FileHandle
    },
  }
})

// vfat; FUSE; network shares; as many links as there may be; a link to another disk; exFAT under Windows; what nobody knows.
const WITHOUT_LINKS = [
  'EPERM',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EMLINK',
  'EXDEV',
  'EISDIR',
  'EACCES',
  'EINVAL',
  'UNKNOWN',
]
const temporaryFolder = temporaryFolders()
afterEach(() => {
  Object.assign(disk, { link: '', write: '', taken: '' })
})

describe.each(WITHOUT_LINKS)('on a disk that answers %s to a link', (code) => {
  test('a file is made once, and nothing is left beside it', async () => {
    const directory = await temporaryFolder()
    const path = join(directory, 'mark')
    disk.link = code
    expect(await createWhole(path, 'first')).toBe(true)
    expect(await createWhole(path, 'second')).toBe(false)
    expect(await readFile(path, 'utf8')).toBe('first')
    expect(await readdir(directory)).toEqual(['mark'])
  })

  test('a stopped run goes on, and no second process can take it', async () => {
    const { library, id, path } = await stoppedRun(await temporaryFolder())
    disk.link = code
    expect((await library.resume(id)).stopReason).toBeNull()
    expect(await takeRunningMark(join(path, 'running.json'), 1, Date.now())).toBe(false)
    await library.close()
  })

  test('a turn at a lock is taken', async () => {
    const directory = await temporaryFolder()
    disk.link = code
    const { clock, timers } = new VirtualTime(0)
    const options = { clock, timers, longestWait: 0, late: 'too late' }
    expect(await withProcessLock(directory, 'lock', options, () => Promise.resolve('had'))).toBe('had')
  })

  test('a mark that another process put there meanwhile goes back', async () => {
    const path = join(await temporaryFolder(), 'running.json')
    const theirs = runningMarkText(7, 9_000_000)
    await writeFile(path, theirs)
    disk.link = code
    await removeRunningMark(path, null)
    expect(await readFile(path, 'utf8')).toBe(theirs)
    await removeRunningMark(path, readRunningMarkNow(path))
    expect(readRunningMarkNow(path)).toBeNull()
  })
})

test('whoever was slower on a disk without links does not have the file', async () => {
  const path = join(await temporaryFolder(), 'mark')
  Object.assign(disk, { link: 'EPERM', taken: 'theirs' })
  expect(await createWhole(path, 'ours')).toBe(false)
  expect(await readFile(path, 'utf8')).toBe('theirs')
})

test.each(['ENOSPC', 'EROFS'])(
  'a disk without links that fails with %s is not a file that is taken',
  async (code) => {
    const directory = await temporaryFolder()
    Object.assign(disk, { link: 'EPERM', write: code })
    await expect(createWhole(join(directory, 'mark'), 'ours')).rejects.toThrow(
      /^Cannot write .*mark: the disk/,
    )
    expect(await readdir(directory)).toEqual([])
  },
)

test('a library on a disk without links is written and read as on any other', async () => {
  disk.link = 'EOPNOTSUPP'
  const directory = await temporaryFolder()
  const { library, id } = await stoppedRun(directory)
  await library.annotate([id], { title: 'as ever' })
  await library.close()
  const again = await openLibrary(directory)
  expect(again.problems).toEqual([])
  expect((await again.list()).map(({ annotations }) => annotations.title)).toEqual(['as ever'])
})
