import { parentPort, workerData } from 'node:worker_threads'
import { errorMessage } from '../base/error-message'
import { withData } from '../exports/export-run'
import { EXPORT_WRITERS } from '../exports/export-writers'
import { loadData } from '../trainer/data-files'
import type { ExportAnswer, ExportOrder } from './export-aside'

// The program of a thread that writes one file of runs and ends.

async function work({ format, runs: [first, ...others] }: ExportOrder): Promise<ExportAnswer> {
  const load = async ({ stored, place }: ExportOrder['runs'][0]) =>
    withData(stored, place === null ? null : await loadData(place))
  try {
    const runs = [await load(first), ...(await Promise.all(others.map(load)))] as const
    return { kind: 'written', file: await EXPORT_WRITERS[format].write(runs, []) }
  } catch (error) {
    return { kind: 'refused', reason: errorMessage(error) }
  }
}

parentPort?.postMessage(await work(workerData as ExportOrder))
