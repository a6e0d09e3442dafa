import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const child = join(path, entry.name)
      return entry.isDirectory() ? filesUnder(child) : [child]
    })
}

/**
 * One hash over the contents of the sources: unlike times of change it also sees a deleted file and a checkout.
 * @param {readonly string[]} sources paths from the root of the repository
 */
export function hashOf(sources) {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesUnder(join(root, source)))) {
    hash
      .update(`${relative(root, file).split(sep).join('/')}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} stampFile @param {string} hash */
export function isBuiltFrom(stampFile, hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash
}

/** @param {string} file @param {string} text */
export function writeAtomically(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, text)
  renameSync(temporary, file)
}

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @param {string} lockFile */
function takeLock(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return false
  }
}

/** @param {string} lockFile */
function removeAbandonedLock(lockFile) {
  if (!existsSync(lockFile)) return
  const age = Date.now() - statSync(lockFile).mtimeMs
  const owner = Number(readFileSync(lockFile, 'utf8'))
  // A lock younger than a second may have been created but not yet carry its owner's number.
  if (age > 1000 && !(owner > 0 && isAlive(owner))) rmSync(lockFile, { force: true })
}

/**
 * Lets one process at a time do the work; the others wait and then usually find that it is done.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const lockFile = join(root, 'out', `${name}.lock`)
  mkdirSync(dirname(lockFile), { recursive: true })
  while (!takeLock(lockFile)) {
    removeAbandonedLock(lockFile)
    await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}
