import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import type { Dataset, FolderContents } from '#shared/ipc'
import { lab } from '../../bridge/lab'
import { errorText } from '../../lib/error-text'

/** How far the reading of a folder of pictures is. */
interface Progress {
  readonly done: number
  readonly all: number
}

export interface Folder {
  /** What is in the folder that was chosen, before it is used. */
  readonly contents: ShallowRef<FolderContents | null>
  readonly isReading: ShallowRef<boolean>
  readonly isStoring: ShallowRef<boolean>
  readonly progress: ShallowRef<Progress | null>
  /** Why the folder cannot be used, or the data not be stored. */
  readonly problem: ShallowRef<string | null>
  readonly choose: () => Promise<void>
  /** Reads a folder that was dropped on the window. */
  readonly take: (folder: File) => Promise<void>
  /** Stores the data that are shown; null where that failed. */
  readonly add: (name: string) => Promise<Dataset | null>
  readonly forget: () => void
}

/** A folder that becomes data: chosen, looked at, and then added or left. */
export function useFolder(): Folder {
  const contents = shallowRef<FolderContents | null>(null)
  const isReading = shallowRef(false)
  const isStoring = shallowRef(false)
  const progress = shallowRef<Progress | null>(null)
  const problem = shallowRef<string | null>(null)
  onScopeDispose(lab.on('data:progress', (done, all) => (progress.value = { done, all })))

  async function read(ask: () => Promise<FolderContents | null>): Promise<void> {
    forget()
    isReading.value = true
    progress.value = null
    try {
      contents.value = await ask()
    } catch (error) {
      problem.value = errorText(error)
    } finally {
      isReading.value = false
    }
  }

  const choose = (): Promise<void> => read(() => lab.request('data:choose-folder'))
  const take = (folder: File): Promise<void> => read(() => lab.readDroppedFolder(folder))

  async function add(name: string): Promise<Dataset | null> {
    const shown = contents.value
    if (shown === null) return null
    problem.value = null
    isStoring.value = true
    try {
      const dataset = await lab.request('data:add', shown.token, name)
      contents.value = null
      return dataset
    } catch (error) {
      problem.value = errorText(error)
      return null
    } finally {
      isStoring.value = false
    }
  }

  function forget(): void {
    const shown = contents.value
    contents.value = null
    problem.value = null
    // Main forgets it anyway when another folder is read.
    if (shown !== null) lab.request('data:forget', shown.token).catch(() => undefined)
  }

  return { contents, isReading, isStoring, progress, problem, choose, take, add, forget }
}
