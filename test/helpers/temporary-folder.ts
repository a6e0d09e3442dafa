import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

/** Makes folders that are gone after each test. */
export function temporaryFolders(): () => Promise<string> {
  const made: string[] = []
  afterEach(async () => {
    await Promise.all(
      made.splice(0).map((path) => rm(path, { recursive: true, maxRetries: 10, force: true })),
    )
  })
  return async () => {
    const path = await mkdtemp(join(tmpdir(), 'library-'))
    made.push(path)
    return path
  }
}
