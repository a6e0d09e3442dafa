import { parentPort } from 'node:worker_threads'
import { type NewFolder, writeFoldersNow } from './new-folders'

// The program of a thread that writes the folders of a long table while the next ones are made.

/** What the thread is asked for. */
export interface FolderRequest {
  readonly runs: string
  readonly folders: readonly NewFolder[]
}

parentPort?.on('message', ({ runs, folders }: FolderRequest) => {
  parentPort?.postMessage(writeFoldersNow(runs, folders))
})
