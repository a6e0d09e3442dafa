import { parentPort, workerData } from 'node:worker_threads'
import { readTableBytes } from '../library/import-table'
import type { TablePortion } from './read-table-aside'

// The program of a thread that reads one table and ends.

/** So many rows take main a few milliseconds to unpack. */
const PORTION = 500

function send(portion: TablePortion): void {
  parentPort?.postMessage(portion)
}

const { bytes } = workerData as { readonly bytes: Uint8Array }
const reading = readTableBytes(bytes)
if (reading.ok) {
  const { rows, note, problems, counts, problemCount, conventions, leftOut } = reading
  for (let at = 0; at < rows.length; at += PORTION) send({ kind: 'rows', rows: rows.slice(at, at + PORTION) })
  send({ kind: 'end', rest: { note, problems, counts, problemCount, conventions, leftOut } })
} else send({ kind: 'refused', reason: reading.reason })
