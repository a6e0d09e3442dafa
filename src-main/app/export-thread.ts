import { parentPort, workerData } from 'node:worker_threads'
import { errorMessage } from '../base/error-message'
import { type ExportRun, withData } from '../exports/export-run'
import { EXPORT_WRITERS } from '../exports/export-writers'
import { type DataSet, loadData } from '../trainer/data-files'
import type { ExportReply, ThreadOrder } from './export-aside'

// The program of a thread that writes one file of runs and ends.

async function work({ format, runs: [first, ...others], ...order }: ThreadOrder): Promise<ExportReply> {
  // Runs on the same data share them.
  const read = new Map<string, Promise<DataSet>>()
  async function load({ stored, place }: ThreadOrder['runs'][0]): Promise<ExportRun> {
    if (place === null) return withData(stored, null)
    const data = read.get(place.directory) ?? loadData(place)
    read.set(place.directory, data)
    return withData(stored, await data)
  }
  try {
    const runs = [await load(first), ...(await Promise.all(others.map(load)))] as const
    return { kind: 'result', result: await EXPORT_WRITERS[format].write(runs, order) }
  } catch (error) {
    return { kind: 'refused', reason: errorMessage(error) }
  }
}

parentPort?.postMessage(await work(workerData as ThreadOrder))
