import { execFileSync } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { readWholeFile, TooLargeError } from '../../../src-main/base/read-file'
import { temporaryFolders } from '../../helpers/temporary-folder'

const MOST = 100_000
const isWindows = process.platform === 'win32'

describe('a file that somebody named', () => {
  const folder = temporaryFolders()
  let place: string
  beforeEach(async () => {
    place = await folder()
  })
  const read = (path: string): Promise<string> =>
    readWholeFile(path, MOST).then(
      (bytes) => `${bytes.byteLength} bytes`,
      (error: Error) => error.message,
    )

  test('is read whole, up to the size that is allowed', async () => {
    for (const size of [0, 1, 65_535, 65_536, 65_537, MOST]) {
      const path = join(place, `${size}.bin`)
      const bytes = Uint8Array.from({ length: size }, (_, at) => at % 251)
      await writeFile(path, bytes)
      expect(new Uint8Array(await readWholeFile(path, MOST))).toEqual(bytes)
    }
  })

  test('is not read where it is larger, however large it says it is', async () => {
    const path = join(place, 'large.bin')
    await writeFile(path, '')
    for (const size of [MOST + 1, 2 ** 40]) {
      await truncate(path, size)
      await expect(readWholeFile(path, MOST)).rejects.toThrow(new TooLargeError(path, size, MOST))
    }
  })

  test('is told apart from a folder, a name that is none, and a link that leads in a circle', async () => {
    await mkdir(join(place, 'inside'))
    expect(await read(join(place, 'inside'))).toMatch(/: it is a folder, not a file\.$/)
    expect(await read(join(place, 'none'))).toMatch(/: it does not exist\.$/)
    expect(await read(join(place, 'n'.repeat(5000)))).toMatch(/: its name is too long\.$/)
    if (isWindows) return
    await symlink('circle', join(place, 'circle'))
    expect(await read(join(place, 'circle'))).toMatch(/: its links lead in a circle\.$/)
  })

  test('is no pipe, no device and no socket, behind a link neither: nothing waits, nothing fills the memory', async () => {
    if (isWindows) return
    execFileSync('mkfifo', [join(place, 'pipe')])
    const server = createServer().listen(join(place, 'socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    const devices = ['/dev/zero', '/dev/null', '/dev/urandom', '/dev/tty'].map(
      (path) => [path, /a device/] as const,
    )
    const others = [
      [join(place, 'pipe'), /: it is a pipe, not a file\.$/],
      [join(place, 'socket'), /a socket/],
    ] as const
    for (const [at, [target, sentence]] of [...devices, ...others].entries()) {
      const link = join(place, `link-${at}`)
      await symlink(target, link)
      for (const path of [target, link]) expect(await read(path)).toMatch(sentence)
    }
    server.close()
  })

  test('may have no size before it is read, as those of /proc', async () => {
    if (process.platform !== 'linux') return
    expect(await read('/proc/self/status')).toMatch(/^[1-9]\d* bytes$/)
    expect(await read('/proc/kallsyms')).toMatch(/at most 100000 are allowed|^\d+ bytes|permission/)
  })
})
