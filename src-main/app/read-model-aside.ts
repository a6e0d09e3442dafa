import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DatasetDescription } from '#shared/experiment/dataset-description'
import type { ModelChoice, ModelContents, ModelWords } from '#shared/records/model-contents'
import type { Datasets } from '../library/datasets'
import type { Library } from '../library/library'
import { addModel } from '../models/add-model'
import type { modelRecord } from '../models/model-record'
import type { DataPlace } from '../trainer/data-files'
import { nextReply, type Progress, type ThreadReply } from './thread-reply'

/** What a thread that has read a model is told: make a run of it on these data. */
export interface ModelOrder {
  readonly words: ModelWords
  readonly place: DataPlace
  readonly dataset: DatasetDescription | undefined
}

type ModelResult =
  | { readonly kind: 'read'; readonly contents: ModelContents }
  | { readonly kind: 'made'; readonly run: ReturnType<typeof modelRecord> }

export type ModelReply = ThreadReply<ModelResult>

/** A model that was read, and waits for whether it is taken. */
export interface ReadModelFile {
  readonly contents: ModelContents
  /** Tries it on the chosen data and takes the run that it becomes; resolves to that run's id. */
  readonly take: (choice: ModelChoice, library: Library, datasets: Datasets) => Promise<string>
  readonly close: () => Promise<void>
}

const threadEntry = join(import.meta.dirname, 'model-thread.js')

const ENDED = 'The model could not be read: its thread has ended.'

/** Reads a model in a thread of its own, which goes on to hold it: main neither unpacks foreign files nor runs networks. */
export async function readModelAside(
  path: string,
  onProgress: Progress,
  entry = threadEntry,
): Promise<ReadModelFile> {
  const worker = new Worker(entry, { workerData: path })
  const next = (): Promise<ModelResult> => nextReply<ModelResult>(worker, onProgress, ENDED)

  async function close(): Promise<void> {
    await worker.terminate()
  }

  try {
    const read = await next()
    if (read.kind !== 'read') throw new Error(ENDED)
    return {
      contents: read.contents,
      close,
      async take({ data, title, ...words }, library, datasets) {
        const place = await datasets.placeOf(data)
        const order: ModelOrder = { words, place, dataset: await datasets.description(data) }
        worker.postMessage(order)
        const made = await next()
        if (made.kind !== 'made') throw new Error(ENDED)
        const name = title.trim() === '' ? basename(path) : title
        await addModel(library, made.run, name)
        return made.run.record.id
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
