import { createHash } from 'node:crypto'
import { lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemEnvironment } from '../../../../src-main/base/system-environment'
import { type Library, openLibrary } from '../../../../src-main/library/library'
import { syncOnce, type SyncOutcome } from '../../../../src-main/sharing/sync-once'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../../helpers/small-runs'

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sharing-'))
}

/** A computer with a real library on a real disk. */
export class RealComputer {
  readonly library: Library
  readonly directory: string

  private constructor(library: Library, directory: string) {
    this.library = library
    this.directory = directory
  }

  static async open(directory?: string): Promise<RealComputer> {
    const chosen = directory ?? (await temporaryFolder())
    return new RealComputer(await openLibrary(chosen), chosen)
  }

  async train(seed = 1): Promise<string> {
    const id = this.library.newId()
    const experiment = smallExperiment(seed)
    await this.library.create(newRun(id, experiment))
    await this.library.finish(id, smallResult(experiment), smallCurves(id))
    return id
  }

  /** A pass as a command makes it; `later` milliseconds from now. */
  sync(folder: string, create = false, later = 0): Promise<SyncOutcome> {
    const environment = { ...systemEnvironment, clock: () => Date.now() + later }
    return syncOnce({ library: this.library, folder, create, environment })
  }

  async runs(): Promise<readonly string[]> {
    return (await this.library.list()).map(({ record }) => record.id).sort()
  }

  async close(): Promise<void> {
    await this.library.close()
    await rm(this.directory, { recursive: true, maxRetries: 10, force: true })
  }
}

/** Path and content of everything in a folder; links and pipes by what they are. */
export async function treeOf(folder: string, below = ''): Promise<Record<string, string>> {
  const tree: Record<string, string> = {}
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) Object.assign(tree, { [`${path}/`]: 'folder' }, await treeOf(folder, path))
    else if (entry.isFile()) tree[path] = await contentOf(join(folder, path))
    else tree[path] = entry.isSymbolicLink() ? 'link' : 'other'
  }
  return tree
}

async function contentOf(path: string): Promise<string> {
  const { size } = await lstat(path)
  if (size > 100_000_000) return `${size} bytes`
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
