import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ReadTable } from '#shared/records/import-table'
import type { TableReading } from '../library/import-table'

/** What the thread tells, one piece after the other. */
export type TablePortion =
  | ({ readonly kind: 'rows' } & Pick<ReadTable, 'rows'>)
  | { readonly kind: 'end'; readonly rest: Omit<ReadTable, 'rows'> & { readonly note: string | null } }
  | { readonly kind: 'refused'; readonly reason: string }

/** A table of the largest size needs less; what needs more must not take main's own memory. */
const MOST_MEBIBYTES = 2048

const threadEntry = join(import.meta.dirname, 'table-thread.js')

/** Reads a table in a thread of its own: 30 MiB that are no table at all would keep main from answering for seconds. */
export function readTableAside(bytes: Uint8Array, entry = threadEntry): Promise<TableReading> {
  const rows: ReadTable['rows'][number][] = []
  const worker = new Worker(entry, {
    workerData: { bytes },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEBIBYTES },
  })
  return new Promise<TableReading>((resolve, reject) => {
    worker.on('message', (portion: TablePortion) => {
      if (portion.kind === 'rows') for (const row of portion.rows) rows.push(row)
      else if (portion.kind === 'end') resolve({ ok: true, ...portion.rest, rows })
      else resolve({ ok: false, reason: portion.reason })
    })
    worker.on('error', (error: unknown) => {
      const isTooMuch = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(isTooMuch ? new Error('There is not enough memory for this table; import it in parts.') : error)
    })
    worker.on('exit', () => reject(new Error('The table could not be read: its thread has ended.')))
  })
}
