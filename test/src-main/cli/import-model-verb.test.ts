import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnNamed } from '#shared/history/column-names'
import { unpackPredictions } from '#shared/records/predictions'
import { openLibrary } from '../../../src-main/library/library'
import { modelOfRun } from '../../../src-main/models/model-of-run'
import { writeOnnxModel } from '../../../src-main/models/onnx/write-onnx-model'
import { writeSafetensorsModel } from '../../../src-main/models/safetensors-model'
import { type DataSet, loadDataSet } from '../../../src-main/trainer/data-files'
import { exportRun } from '../../helpers/export-runs'
import { writeSmallData } from '../../helpers/lab-command'
import { labIn } from '../../helpers/lab-in-process'
import { greyPng } from '../../helpers/png'

const folder = mkdtempSync(join(tmpdir(), 'lab-import-model-'))
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))
const directory = join(folder, 'library')
const lab = labIn(directory, { data: folder })
const place = (name: string): string => join(folder, name)

let data: DataSet
beforeAll(async () => {
  await writeSmallData(folder)
  data = await loadDataSet(folder)
})

interface Imported {
  readonly id: string
  readonly added: boolean
  readonly testAccuracy: number
}
const imported = async (...words: readonly string[]): Promise<Imported> => {
  const { code, lines, notes } = await lab('import-model', ...words, '--json')
  expect({ code, notes }).toEqual({ code: 0, notes: [] })
  return JSON.parse(lines[0] ?? '') as Imported
}

test.each(['none', 'range', 'standardize'] as const)(
  'a network whose pixels were scaled by "%s" becomes a run with the classes that it had',
  async (scaling) => {
    const { record, weights } = exportRun(data, { hidden: [9, 8], batchNormalization: true }, { scaling })
    if (weights === null || record.predictions === null) throw new Error('The run has no result.')
    writeFileSync(place(`${scaling}.onnx`), writeOnnxModel(modelOfRun(record, weights, data)))
    const { id, added, testAccuracy } = await imported(place(`${scaling}.onnx`))
    const library = await openLibrary(directory)
    const [found, [summary]] = [await library.record(id), await library.list()]
    await library.close()
    const expected = unpackPredictions(record.predictions, 300)
    const right = expected.filter((label, at) => label === data.testLabels[at]).length
    expect(unpackPredictions(found.predictions ?? record.predictions, 300)).toEqual(expected)
    expect({ added, testAccuracy }).toEqual({ added: true, testAccuracy: right / 300 })
    expect(summary).toMatchObject({ origin: 'imported', doubt: null, hasWeights: true })
    expect(found.imported).toMatchObject({ file: `${scaling}.onnx`, model: true })
  },
)

test('an imported network is asked, reported on and exported as any other, and is not replayed', async () => {
  const { id, added } = await imported(place('range.onnx'))
  expect(added).toBe(false)
  writeFileSync(place('a.png'), greyPng(data.testImages.subarray(0, 784), 28))
  expect(await lab('classify', id, place('a.png'))).toMatchObject({ code: 0 })
  expect((await lab('report', id)).lines.join('\n')).toContain('accuracy')
  expect((await lab('show', id)).lines[1]).toBe('imported from range.onnx; nothing is known of its training')
  const library = await openLibrary(directory)
  const run = (await library.list()).find((each) => each.record.id === id)
  await library.close()
  const cells = ['activation', 'learning_rate', 'seed'].map((name) => run && columnNamed(name)?.value(run))
  expect(cells).toEqual(['selu', null, null])
  expect((await lab('export', id, '--out', place('again.npz'))).lines[1]).toMatch(
    /^Read back and run: all 300/,
  )
  expect((await lab('replay', id)).notes[0]).toContain('does not say enough to be trained again')
})

test('what the file does not say is said by options', async () => {
  const { record, weights } = exportRun(data, { hidden: [9] }, { scaling: 'range' })
  const model = modelOfRun(record, weights ?? new Float32Array(), data)
  const bytes = writeSafetensorsModel({ ...model, scaling: { mean: 0, divisor: 255 } })
  const silent = Buffer.from(bytes)
  for (const name of ['"activation":"selu"', '"pixel_mean":"0"', '"pixel_divisor":"255"'])
    silent.write(
      name.replace(/[a-z_]+/, (text) => 'x'.repeat(text.length)),
      silent.indexOf(name),
    )
  writeFileSync(place('silent.safetensors'), silent)
  const refused = await lab('import-model', place('silent.safetensors'))
  expect(refused.notes[0]).toMatch(/^Cannot use .*silent\.safetensors: it does not say its activation: /)
  const plain = await imported(place('silent.safetensors'), '--activation', 'selu')
  const moved = await imported(place('silent.safetensors'), '--activation', 'selu', '--normalize', '0,1')
  expect(moved).toEqual({ ...plain, added: false })
  const other = await imported(place('silent.safetensors'), '--activation', 'selu', '--normalize', '0.5,0.5')
  expect(other.id).not.toBe(plain.id)
})

test('a mistake is told in a sentence, and adds nothing', async () => {
  const before = (await lab('runs', '--json')).lines[0]
  writeFileSync(place('a.h5'), 'x')
  writeFileSync(place('a.onnx'), 'x')
  writeFileSync(place('torch.onnx'), readFileSync('test/fixtures/models/torch-relu.onnx'))
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^lab import-model takes one file: \.onnx, \.safetensors or \.npz\.$/],
    [[place('missing.onnx')], /^Cannot read .*missing\.onnx: it does not exist\.$/],
    [[place('a.h5')], /^Cannot use .*a\.h5: its name ends in none of \.onnx, \.safetensors, \.npz\.$/],
    [[place('a.onnx')], /^Cannot use .*a\.onnx: it is no/],
    [[place('torch.onnx')], /^The network takes 64 pixels, but an image of these data has 784\.$/],
    [[place('range.onnx'), '--normalize', '1'], /^--normalize is "1", but must be a mean and a deviation/],
  ]
  for (const [words, sentence] of cases) {
    const { code, notes } = await lab('import-model', ...words)
    expect(notes.join('\n')).toMatch(sentence)
    expect(code).toBe(1)
  }
  expect((await lab('runs', '--json')).lines[0]).toBe(before)
})
