import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ExportFormatName } from '#shared/exports/export-formats'
import { dataOf } from '#shared/records/data-of-run'
import { readStoredRun, type StoredRun } from '../exports/export-run'
import type { ExportedFile, ExportOrder } from '../exports/export-writer'
import type { Datasets } from '../library/datasets'
import type { Library } from '../library/library'
import type { DataPlace } from '../trainer/data-files'
import { nextReply, type ThreadReply } from './thread-reply'

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

export type ExportReply = ThreadReply<ExportedFile>

const threadEntry = join(import.meta.dirname, 'export-thread.js')

async function orderedRun(library: Library, datasets: Datasets, id: string): Promise<OrderedRun> {
  const stored = await readStoredRun(library, id)
  const data = dataOf(stored.record)
  const isHere = (await datasets.find(data)) !== null
  return { stored, place: isHere ? await datasets.placeOf(data) : null }
}

/** Makes a file of runs in a thread of its own: it runs networks over all test images, while main answers. */
export async function exportAside(
  library: Library,
  datasets: Datasets,
  { ids, ...wish }: ExportWish,
): Promise<ExportedFile> {
  const [first, ...others] = await Promise.all(ids.map((id) => orderedRun(library, datasets, id)))
  if (first === undefined) throw new Error('No run was named.')
  const order: ThreadOrder = { ...wish, runs: [first, ...others] }
  const worker = new Worker(threadEntry, { workerData: order })
  return nextReply(worker, () => undefined, 'The file could not be made: its thread has ended.')
}
