import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collectCheckpoints } from '../../../src-main/library/kept-checkpoints'
import { openLibrary } from '../../../src-main/library/library'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const { weights } = smallResult(smallExperiment())

async function recorded() {
  const library = await openLibrary(await temporaryFolder())
  const id = library.newId()
  await library.create(newRun(id))
  const record = await library.finish(id, smallResult(smallExperiment()), smallCurves(id))
  const fileOf = (iteration: number): string =>
    join(library.directory, 'runs', id, 'checkpoints', `${iteration}.safetensors`)
  return { library, id, record, fileOf }
}

test('checkpoints are kept beside a run, and nothing of the run is another for it', async () => {
  const { library, id, record } = await recorded()
  expect(await library.checkpoints(id)).toEqual([])
  await library.keepCheckpoints(id, [
    { iteration: 100, weights: weights.with(0, 5) },
    { iteration: 50, weights },
  ])
  expect(await library.checkpoints(id)).toEqual([50, 100])
  expect((await library.checkpointWeights(id, 100))[0]).toBe(5)
  const again = await openLibrary(library.directory)
  expect(await again.record(id)).toEqual(record)
  expect(await again.weights(id)).toEqual(weights)
  expect(again.problems).toEqual([])
})

test('a checkpoint that is damaged or of another moment is named, and nothing is lost', async () => {
  const { library, id, fileOf } = await recorded()
  await library.keepCheckpoints(id, [{ iteration: 50, weights }])
  const bytes = await readFile(fileOf(50))
  await writeFile(fileOf(50), bytes.with(bytes.length - 2, 77))
  await expect(library.checkpointWeights(id, 50)).rejects.toThrow(/numbers do not have their SHA-256\.$/)
  await rename(fileOf(50), fileOf(60))
  await expect(library.checkpointWeights(id, 60)).rejects.toThrow(/of another iteration than its name\.$/)
  await writeFile(fileOf(60), bytes.subarray(0, 40))
  await expect(library.checkpointWeights(id, 60)).rejects.toThrow(/^Cannot use .*60\.safetensors: /)
  await expect(library.checkpointWeights(id, 50)).rejects.toThrow(/50\.safetensors/)
  expect(await library.weights(id)).toEqual(weights)
})

test('a training is divided into twenty parts, and into fewer where the network is large', async () => {
  const { record } = await recorded()
  const { experiment } = record
  const hidden = [2000, 2000]
  const large = { ...record, experiment: { ...experiment, design: { ...experiment.design, hidden } } }
  expect(collectCheckpoints(record).every).toBe(50)
  expect(collectCheckpoints({ ...record, iterations: 7 }).every).toBe(1)
  expect(collectCheckpoints(large).every).toBe(334)
})
