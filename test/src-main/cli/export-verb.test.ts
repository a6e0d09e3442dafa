import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unpackPredictions } from '#shared/records/predictions'
import { experimentIdentity } from '../../../src-main/base/hashes'
import { openLibrary } from '../../../src-main/library/library'
import { readSafetensorsModel } from '../../../src-main/models/safetensors-model'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import { exportRun } from '../../helpers/export-runs'
import { writeSmallData } from '../../helpers/lab-command'
import { labIn } from '../../helpers/lab-in-process'
import { newRun, smallCurves, smallResult } from '../../helpers/small-runs'

const folder = mkdtempSync(join(tmpdir(), 'lab-export-'))
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))
const directory = join(folder, 'library')
const lab = labIn(directory, { data: folder })
const out = (name: string): string => join(folder, name)

let id = ''
beforeAll(async () => {
  await writeSmallData(folder)
  const data = await loadDataSet(folder)
  const { record, weights } = exportRun(data, { hidden: [16] })
  const { experiment, predictions } = record
  if (weights === null || predictions === null) throw new Error('The run has no weights.')
  const library = await openLibrary(directory)
  id = library.newId()
  const identity = experimentIdentity(experiment, data.fingerprint, 'f32-fma-1')
  await library.create({ ...newRun(id, experiment), data: data.fingerprint, identity })
  const predicted = unpackPredictions(predictions, data.testLabels.length)
  const right = predicted.reduce((sum, label, at) => sum + (label === data.testLabels[at] ? 1 : 0), 0)
  await library.finish(
    id,
    smallResult(experiment, {
      weights,
      predictions: predicted,
      testAccuracy: right / predicted.length,
      testLoss: 2.5,
    }),
    smallCurves(id),
  )
  await library.close()
})

test('a run is written in the format of the ending, read back, and run over all test images', async () => {
  const { code, lines, notes } = await lab('export', id, '--out', out('a.safetensors'))
  const bytes = readFileSync(out('a.safetensors'))
  expect({ code, notes, lines }).toEqual({
    code: 0,
    notes: [],
    lines: [
      `Wrote ${out('a.safetensors')}: ${bytes.length} bytes, the network as named tensors, for PyTorch, JAX and others.`,
      "Read back and run: all 300 test images get the class that the run's record has.",
    ],
  })
  expect(readSafetensorsModel(bytes).origin).toMatchObject({ run: id, activation: 'selu' })
  const json = await lab('export', id.slice(-6), '--format', 'npz', '--out', out('network'), '--json')
  expect(JSON.parse(json.lines[0] ?? '')).toMatchObject({ file: out('network'), format: 'npz' })
})
