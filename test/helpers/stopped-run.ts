import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunRecord } from '#shared/records/run-record'
import type { TrainingEvent } from '#shared/training/training-events'
import { experimentIdentity } from '../../src-main/base/hashes'
import { type Library, openLibrary } from '../../src-main/library/library'
import { recordTraining, type RunRecorder } from '../../src-main/library/run-recorder'
import { smallCheckpoint } from './small-checkpoint'
import { newRun, smallCurves, smallExperiment, smallResult } from './small-runs'

export const experiment = smallExperiment()
export const data = 'ab'.repeat(32)
export const arithmetic = 'f32-fma-1'
export const computing = { data, arithmetic }
export const identity = experimentIdentity(experiment, data, arithmetic)

type Files = Readonly<Record<string, string>>

/** Every file below a folder with its bytes; without the mark, which says nothing of what the run is. */
export async function filesOf(path: string): Promise<Files> {
  const found: Record<string, string> = {}
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && entry.name !== 'running.json')
      found[file] = (await readFile(file)).toString('base64')
  }
  return found
}

export interface StoppedRun {
  readonly directory: string
  readonly library: Library
  readonly id: string
  readonly path: string
}

/** A run that was stopped after 400 of 1,000 iterations, with figures, weights and a checkpoint. */
export async function stoppedRun(directory: string): Promise<StoppedRun> {
  const library = await openLibrary(directory)
  const id = library.newId()
  await library.create({ ...newRun(id, experiment), data, identity, arithmetic })
  await library.saveCheckpoint(id, smallCheckpoint(experiment, { identity, arithmetic }, 400))
  const result = smallResult(experiment, { stopReason: 'stopped', iterations: 400 })
  await library.finish(id, result, smallCurves(id))
  return { directory, library, id, path: join(directory, 'runs', id) }
}

export async function changeRecord(path: string, change: Partial<RunRecord>): Promise<void> {
  const file = join(path, 'record.json')
  const record = JSON.parse(await readFile(file, 'utf8')) as RunRecord
  await writeFile(file, JSON.stringify({ ...record, ...change }))
}

export const started = {
  kind: 'started',
  engine: 'wasm',
  threads: 1,
  arithmetic,
  parameters: 2395,
  trainingImages: 54_000,
  validationImages: 6000,
  iteration: 400,
} as const satisfies TrainingEvent

/** Goes on with it, as the app and the command do. */
export function goOn({ library, id }: StoppedRun): Promise<RunRecorder> {
  return recordTraining(library, {
    id,
    experiment,
    data,
    author: 'Bob',
    parent: null,
    resumes: true,
    checkpoint: smallCheckpoint(experiment, { identity, arithmetic }, 400),
  })
}
