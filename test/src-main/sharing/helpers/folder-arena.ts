import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Files } from '../../../../src-main/sharing/stores/local-folder-files'
import { LocalFolderStore } from '../../../../src-main/sharing/stores/local-folder-store'
import { Computer, MARKER_TEXT } from './computer'
import { seededRandom } from './random'
import { RealTime } from './virtual-time'

/** A real folder with the lab's own inside, and computers that share through it. */
export class FolderArena {
  readonly folder: string
  readonly root: string
  readonly time = new RealTime()
  #seed = 1

  private constructor(folder: string) {
    this.folder = folder
    this.root = join(folder, 'our-neural-network')
  }

  static async open(parent = tmpdir()): Promise<FolderArena> {
    const arena = new FolderArena(await mkdtemp(join(parent, 'sharing-')))
    await mkdir(arena.root)
    await arena.put('folder.json', MARKER_TEXT)
    return arena
  }

  store(device: string, files?: Files, root = this.root): LocalFolderStore {
    const { clock, timers } = this.time
    const faults = files === undefined ? {} : { files }
    return new LocalFolderStore({
      root,
      device,
      clock,
      timers,
      random: seededRandom((this.#seed += 1)),
      ...faults,
    })
  }

  computer(device: string, files?: Files, root?: string): Computer {
    return new Computer((this.#seed += 1), this.store(device, files, root), this.time, device)
  }

  async put(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.root, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, maxRetries: 10, force: true })
  }
}
