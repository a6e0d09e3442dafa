import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Dataset, FolderContents } from '#shared/ipc'

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

export type DatasetReply =
  | { readonly kind: 'progress'; readonly done: number; readonly all: number }
  | { readonly kind: 'read'; readonly contents: Omit<FolderContents, 'token'> }
  | { readonly kind: 'stored'; readonly dataset: Dataset }
  | { readonly kind: 'refused'; readonly reason: string }

const threadEntry = join(import.meta.dirname, 'dataset-thread.js')

type Progress = (done: number, all: number) => void

/** The next reply of a thread that is not about progress; throws its sentence where it refuses. */
function nextReply(
  worker: Worker,
  onProgress: Progress,
): Promise<Exclude<DatasetReply, { kind: 'progress' }>> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      worker.off('message', take)
      worker.off('error', fail)
      worker.off('exit', end)
    }
    const fail = (error: unknown): void => {
      stop()
      reject(error)
    }
    const end = (): void => fail(new Error('The folder could not be read: its thread has ended.'))
    const take = (reply: DatasetReply): void => {
      if (reply.kind === 'progress') return onProgress(reply.done, reply.all)
      if (reply.kind === 'refused') return fail(new Error(reply.reason))
      stop()
      resolve(reply)
    }
    worker.on('message', take)
    worker.on('error', fail)
    worker.on('exit', end)
  })
}

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
        const reply = await nextReply(mine.worker, onProgress)
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
      const reply = await nextReply(worker, onProgress)
      if (reply.kind !== 'stored') throw new Error('The data could not be stored.')
      await close()
      return reply.dataset
    },
    async forget(token) {
      if (current?.token === token) await close()
    },
  }
}
