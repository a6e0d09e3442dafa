import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { openedKind } from '#shared/exports/opened-files'
import type { FileOffer } from '#shared/ipc'
import type { ModelChoice } from '#shared/records/model-contents'
import type { TakenRunFile } from '#shared/records/run-file-contents'
import { openRunFile, type RunFile } from '../exports/run-file/read-run-file'
import { lookIntoRunFile, type RunFileTarget, takeRunFile } from '../exports/run-file/take-run-file'
import type { Datasets } from '../library/datasets'
import { readModelAside, type ReadModelFile } from './read-model-aside'
import type { Progress } from './thread-reply'

/** Files that the window opens, one at a time: a newer one takes the place of the older. */
export interface FileOffers {
  /** Looks into a file. Nothing of it is taken. */
  readonly read: (path: string) => Promise<FileOffer>
  readonly takeRuns: (token: string) => Promise<TakenRunFile>
  /** Makes a run of the model and resolves to its id. */
  readonly takeModel: (token: string, choice: ModelChoice) => Promise<string>
  readonly forget: (token: string) => Promise<void>
  readonly close: () => Promise<void>
}

interface OfferTarget {
  /** Where runs are taken to. */
  readonly runs: () => Promise<RunFileTarget>
  readonly datasets: Datasets
  /** How far the trial of a model is. */
  readonly onProgress: Progress
}

type Offered =
  { readonly kind: 'runs'; readonly file: RunFile } | { readonly kind: 'model'; readonly file: ReadModelFile }

const GONE = 'What was read of this file is gone: open the file again.'

export function openFileOffers({ runs, datasets, onProgress }: OfferTarget): FileOffers {
  let current: (Offered & { readonly token: string }) | null = null

  async function close(): Promise<void> {
    const ended = current
    current = null
    await (ended?.kind === 'runs' ? ended.file.zip : ended?.file)?.close()
  }

  async function readRuns(path: string): Promise<FileOffer> {
    const file = basename(path)
    const read = await openRunFile(path)
    const contents = await lookIntoRunFile(read, await runs())
    current = { token: randomUUID(), kind: 'runs', file: read }
    return { token: current.token, kind: 'runs', file, contents }
  }

  async function readModel(path: string): Promise<FileOffer> {
    const read = await readModelAside(path, onProgress)
    current = { token: randomUUID(), kind: 'model', file: read }
    return { token: current.token, kind: 'model', file: basename(path), contents: read.contents }
  }

  return {
    close,
    async read(path) {
      await close()
      return openedKind(path) === 'model' ? readModel(path) : readRuns(path)
    },
    async takeRuns(token) {
      if (current?.token !== token || current.kind !== 'runs') throw new Error(GONE)
      const taken = await takeRunFile(current.file, await runs())
      if (current.token === token) await close()
      return taken
    },
    async takeModel(token, choice) {
      if (current?.token !== token || current.kind !== 'model') throw new Error(GONE)
      const { library } = await runs()
      const id = await current.file.take(choice, library, datasets)
      if (current.token === token) await close()
      return id
    },
    async forget(token) {
      if (current?.token === token) await close()
    },
  }
}
