import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { weightsSize } from '#shared/network/parameter-table'
import type { RunRecord } from '#shared/records/run-record'
import { weightsOfCheckpoint } from '#shared/training/checkpoint'
import type { TrainingEvent } from '#shared/training/training-events'
import { makeFolder, writeAtomically } from '../base/atomic-file'
import { errorMessage } from '../base/error-message'
import { fileError } from '../base/file-errors'
import { LARGEST } from '../base/file-kinds'
import { readWholeFile } from '../base/read-file'
import { writableFolder } from './imported-runs'
import { existingRecord, type LibraryContext } from './library-context'
import { FILES } from './library-paths'
import { checkpointWeightsFile, weightsOfCheckpointFile } from './weights-file'

/** Parts into which the kept checkpoints divide a training, and bytes that they may take together. */
const [PARTS, MOST_BYTES] = [20, 64 * 1024 * 1024]
const NAME = /^([1-9]\d{0,8})\.safetensors$/

/** The weights of a run at a moment of its training. */
export interface KeptCheckpoint {
  readonly iteration: number
  readonly weights: Float32Array
}

/** Iterations between two checkpoints of a run that are kept: evenly spaced, and fewer of a network that is large. */
function keptEvery({ experiment, iterations }: RunRecord): number {
  const fitting = Math.floor(MOST_BYTES / (4 * weightsSize(experiment.design)))
  const parts = Math.max(2, Math.min(PARTS, fitting))
  return Math.max(1, Math.ceil(iterations / parts))
}

/** Takes the weights out of the checkpoints of a training that repeats a run. What its end has is the run's own result. */
export function collectCheckpoints(record: RunRecord) {
  const kept: KeptCheckpoint[] = []
  const every = keptEvery(record)
  function take(event: TrainingEvent): void {
    if (event.kind !== 'checkpoint' || event.iteration % every !== 0) return
    if (event.iteration >= record.iterations) return
    kept.push({ iteration: event.iteration, weights: weightsOfCheckpoint(event.bytes, record.experiment) })
  }
  return { every, kept: kept as readonly KeptCheckpoint[], take }
}

/** The checkpoints that lie beside a run because a replay, which was identical, left them there. */
export function createKeptCheckpoints(context: LibraryContext) {
  const { paths, serially } = context
  const folderOf = (id: string): string => paths.file(id, FILES.checkpoints)
  const fileOf = (id: string, iteration: number): string => join(folderOf(id), `${iteration}.safetensors`)

  async function keepCheckpoints(id: string, kept: readonly KeptCheckpoint[]): Promise<void> {
    const folder = await writableFolder(context, id)
    const record = existingRecord(context, folder)
    await serially(folder, async () => {
      if (kept.length > 0) await makeFolder(folderOf(folder))
      for (const { iteration, weights } of kept)
        await writeAtomically(fileOf(folder, iteration), checkpointWeightsFile(record, iteration, weights))
    })
  }

  /** Their iterations, the first one first. */
  async function checkpoints(id: string): Promise<readonly number[]> {
    const { id: folder } = existingRecord(context, id)
    const names = await readdir(folderOf(folder)).catch(() => [])
    return names
      .map((name) => Number(NAME.exec(name)?.[1]))
      .filter((iteration) => Number.isInteger(iteration))
      .sort((a, b) => a - b)
  }

  async function checkpointWeights(id: string, iteration: number): Promise<Float32Array> {
    const record = existingRecord(context, id)
    const path = fileOf(record.id, iteration)
    const bytes = await readWholeFile(path, LARGEST.weights).catch((error: unknown) => {
      throw fileError('read', path, error)
    })
    try {
      return weightsOfCheckpointFile(record, iteration, bytes)
    } catch (error) {
      throw new Error(`Cannot use ${path}: ${errorMessage(error)}.`)
    }
  }

  return { keepCheckpoints, checkpoints, checkpointWeights }
}
