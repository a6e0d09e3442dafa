import { execFileSync } from 'node:child_process'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Files, localFiles } from '../../../../src-main/sharing/stores/local-folder-files'
import { readPlainFile } from '../../../../src-main/sharing/stores/read-plain-file'
import { temporaryFolder } from '../helpers/real-computer'

let folder: string
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => rm(folder, { recursive: true }))

describe('a file of the folder', () => {
  it('is read whole up to the limit, and refused one byte above', async () => {
    const path = join(folder, 'a.json')
    await writeFile(path, '12345')
    expect(Buffer.from(await readPlainFile(path, 'a.json', 5, localFiles)).toString()).toBe('12345')
    await expect(readPlainFile(path, 'a.json', 4, localFiles)).rejects.toMatchObject({
      trouble: 'too-large',
      path: 'a.json',
    })
  })

  it('that is cut while it is read ends where it ends', async () => {
    const path = join(folder, 'cut.json')
    await writeFile(path, '12')
    const files: Files = {
      ...localFiles,
      async openPlain(name) {
        const file = await localFiles.openPlain(name)
        const stats = await file.stat()
        return {
          stat: () => Promise.resolve(Object.assign(stats, { size: 5 })),
          read: (...values) => file.read(...values),
          writeFile: (bytes) => file.writeFile(bytes),
          sync: () => file.sync(),
          close: () => file.close(),
        }
      },
    }
    expect(Buffer.from(await readPlainFile(path, 'cut.json', 5, files)).toString()).toBe('12')
  })

  it.skipIf(process.platform === 'win32')('is no folder, pipe or link, and waits for none', async () => {
    const at = (name: string): string => join(folder, name)
    await mkdir(at('folder'))
    execFileSync('mkfifo', [at('pipe')])
    await symlink(at('a.json'), at('link'))
    for (const name of ['folder', 'pipe'])
      await expect(readPlainFile(at(name), name, 9, localFiles), name).rejects.toMatchObject({
        trouble: 'not-a-file',
      })
    for (const name of ['link', 'none'])
      await expect(readPlainFile(at(name), name, 9, localFiles), name).rejects.toMatchObject({ path: name })
  })
})
