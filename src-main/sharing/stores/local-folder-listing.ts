import { join } from 'node:path'
import { inParallel } from '../../base/in-parallel'
import { blobSha256, isReadable } from '../core/paths'
import { codeOf, type Listing, sentenceOf, type StoreEntry, storeError } from '../core/store'
import type { Files } from './local-folder-files'

const DEEPEST = 3
const MOST_ENTRIES = 250_000

/** Lists the plain files of a folder, three levels down, following no link; a folder that is gone throws. */
export async function listFolder(root: string, files: Files): Promise<Listing> {
  const walk = new Walk(root, files)
  await walk.folder('', 0)
  return walk.listing()
}

class Walk {
  readonly #root: string
  readonly #files: Files
  readonly #names: string[] = []
  readonly #found: StoreEntry[] = []
  readonly #temporaries: StoreEntry[] = []
  readonly #unknown: { path: string; reason: string }[] = []
  #seen = 0

  constructor(root: string, files: Files) {
    this.#root = root
    this.#files = files
  }

  async folder(path: string, depth: number): Promise<void> {
    const folders: string[] = []
    for (const entry of await this.#entries(path)) {
      this.#seen += 1
      if (this.#seen > MOST_ENTRIES) break
      const child = path === '' ? entry.name : `${path}/${entry.name}`
      const hidden = entry.name.startsWith('.')
      if (entry.isDirectory() && !hidden && depth < DEEPEST) folders.push(child)
      else if (entry.isFile() && isInteresting(entry.name)) this.#names.push(child)
    }
    for (const folder of folders) await this.folder(folder, depth + 1)
  }

  async #entries(path: string): ReturnType<Files['readdir']> {
    try {
      return await this.#files.readdir(join(this.#root, path))
    } catch (error) {
      if (path === '') throw storeError(error, '')
      const code = codeOf(error)
      if (code !== 'ENOENT') this.#unknown.push({ path, reason: sentenceOf(code) })
      return []
    }
  }

  async listing(): Promise<Listing> {
    await inParallel(this.#names, 32, (name) => this.#measure(name))
    const cut = this.#seen > MOST_ENTRIES
    return { files: this.#found, temporaries: this.#temporaries, unknown: this.#unknown, cut }
  }

  async #measure(path: string): Promise<void> {
    try {
      const stats = await this.#files.lstat(join(this.#root, path))
      if (!stats.isFile()) return
      const entry = { path, size: stats.size, mtimeMs: stats.mtimeMs }
      if (path.endsWith('.tmp')) this.#temporaries.push(entry)
      else this.#found.push(entry)
    } catch (error) {
      const code = codeOf(error)
      if (code !== 'ENOENT') this.#unknown.push({ path, reason: sentenceOf(code) })
    }
  }
}

function isInteresting(name: string): boolean {
  return isReadable(name) || blobSha256(name) !== null || (name.startsWith('~') && name.endsWith('.tmp'))
}
