import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ExportFormatName } from '#shared/exports/export-formats'
import { dataOf } from '#shared/records/data-of-run'
import { readStoredRun, type StoredRun } from '../exports/export-run'
import type { ExportedFile, ExportOrder } from '../exports/export-writer'
import type { Datasets } from '../library/datasets'
import type { Library } from '../library/library'
import type { DataPlace } from '../trainer/data-files'

interface OrderedRun {
  readonly stored: StoredRun
  /** Where its data are; null where they are not on this computer. */
  readonly place: DataPlace | null
}

/** What is to be made of which runs. */
interface ExportWish extends ExportOrder {
  readonly format: ExportFormatName
  readonly ids: readonly string[]
}

/** What the thread is told to do. */
export interface ThreadOrder extends Omit<ExportWish, 'ids'> {
  readonly runs: readonly [OrderedRun, ...OrderedRun[]]
}

/** What it answers. */
export type ExportAnswer =
  | { readonly kind: 'written'; readonly file: ExportedFile }
  | { readonly kind: 'refused'; readonly reason: string }

const threadEntry = join(import.meta.dirname, 'export-thread.js')

async function orderedRun(library: Library, datasets: Datasets, id: string): Promise<OrderedRun> {
  const stored = await readStoredRun(library, id)
  const data = dataOf(stored.record)
  const isHere = (await datasets.find(data)) !== null
  return { stored, place: isHere ? await datasets.placeOf(data) : null }
}

function work(order: ThreadOrder, entry: string): Promise<ExportedFile> {
  const worker = new Worker(entry, { workerData: order })
  return new Promise<ExportedFile>((resolve, reject) => {
    worker.on('message', (answer: ExportAnswer) => {
      if (answer.kind === 'written') resolve(answer.file)
      else reject(new Error(answer.reason))
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The file could not be made: its thread has ended.')))
  })
}

/** Makes a file of runs in a thread of its own: it runs networks over all test images, while main answers. */
export async function exportAside(
  library: Library,
  datasets: Datasets,
  { ids, ...wish }: ExportWish,
): Promise<ExportedFile> {
  const [first, ...others] = await Promise.all(ids.map((id) => orderedRun(library, datasets, id)))
  if (first === undefined) throw new Error('No run was named.')
  return work({ ...wish, runs: [first, ...others] }, threadEntry)
}
