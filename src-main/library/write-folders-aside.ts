import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FolderRequest } from './folder-thread'
import type { FolderWriting, WrittenFolders } from './new-folders'

/** Who writes folders, until it is closed. */
export interface FolderWriter {
  readonly write: FolderWriting
  readonly close: () => Promise<void>
}

/** The thread holds a hundred small texts at a time: more room would only fill with what was written. */
const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 }

const threadEntry = join(import.meta.dirname, 'folder-thread.js')

/** Writes folders in a thread of its own: most of an import is the system's work on small files, which keeps no other core busy. */
export function writeFoldersAside(entry = threadEntry): FolderWriter {
  const worker = new Worker(entry, { resourceLimits: LIMITS })
  let fault: Error | null = null
  let refuse: (error: Error) => void = () => undefined
  const end = (error: Error): void => {
    fault ??= error
    refuse(fault)
  }
  worker.on('error', end)
  worker.on('exit', () =>
    end(new Error('The runs could not be written: the thread that writes them has ended.')),
  )

  const write = (runs: string, folders: FolderRequest['folders']): Promise<WrittenFolders> =>
    new Promise((resolve, reject) => {
      if (fault !== null) {
        reject(fault)
        return
      }
      refuse = reject
      worker.once('message', resolve)
      worker.postMessage({ runs, folders } satisfies FolderRequest)
    })

  return {
    write,
    close: async () => {
      await worker.terminate()
    },
  }
}
