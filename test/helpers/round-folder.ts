import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const IN_MEMORY = '/dev/shm'

/** A folder for thousands of rounds, in memory where the system has such a place: what is forced to a disk takes most of a round. */
export function roundFolder(name: string): Promise<string> {
  return mkdtemp(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), `${name}-`))
}
