import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Dataset, FolderContents } from '#shared/ipc'
import { nextReply, type Progress, type ThreadReply } from './thread-reply'

/** What a thread is given to read, and where the data of the library lie. */
export interface ReadFolder {
  readonly folder: string
  readonly own: string
  readonly fashionMnist: string
}

/** What a thread that has read a folder is told: store the data under this name. */
export interface DatasetOrder {
  readonly name: string
}

type DatasetResult =
  | { readonly kind: 'read'; readonly contents: Omit<FolderContents, 'token'> }
  | { readonly kind: 'stored'; readonly dataset: Dataset }

export type DatasetReply = ThreadReply<DatasetResult>

const threadEntry = join(import.meta.dirname, 'dataset-thread.js')

const ENDED = 'The folder could not be read: its thread has ended.'

/** Reads folders in threads of their own, one at a time: a newer one ends the older. */
export interface FolderReading {
  readonly read: (folder: string) => Promise<FolderContents>
  /** Stores what was read under a token. */
  readonly store: (token: string, name: string) => Promise<Dataset>
  /** Forgets what was read. */
  readonly forget: (token: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Thousands of pictures take minutes; main only passes on what the thread says. */
export function openFolderReading(
  places: Omit<ReadFolder, 'folder'>,
  onProgress: Progress,
  entry = threadEntry,
): FolderReading {
  let current: { readonly token: string; readonly worker: Worker } | null = null

  async function close(): Promise<void> {
    const ended = current
    current = null
    await ended?.worker.terminate()
  }

  return {
    close,
    async read(folder) {
      await close()
      const order: ReadFolder = { folder, ...places }
      const mine = { token: randomUUID(), worker: new Worker(entry, { workerData: order }) }
      current = mine
      try {
        const reply = await nextReply<DatasetResult>(mine.worker, onProgress, ENDED)
        if (reply.kind !== 'read') throw new Error('The folder could not be read.')
        return { token: mine.token, ...reply.contents }
      } catch (error) {
        if (current === mine) await close()
        throw error
      }
    },
    async store(token, name) {
      if (current?.token !== token)
        throw new Error('What was read of this folder is gone: choose the folder again.')
      const { worker } = current
      worker.postMessage({ name } satisfies DatasetOrder)
      const reply = await nextReply<DatasetResult>(worker, onProgress, ENDED)
      if (reply.kind !== 'stored') throw new Error('The data could not be stored.')
      await close()
      return reply.dataset
    },
    async forget(token) {
      if (current?.token === token) await close()
    },
  }
}
