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
  const { rows, problems, note } = reading
  for (let at = 0; at < rows.length; at += PORTION) send({ kind: 'rows', rows: rows.slice(at, at + PORTION) })
  for (let at = 0; at < problems.length; at += PORTION)
    send({ kind: 'problems', problems: problems.slice(at, at + PORTION) })
  send({ kind: 'end', note })
} else send({ kind: 'refused', reason: reading.reason })
