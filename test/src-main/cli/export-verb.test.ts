import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

test('a report is written in the language that is asked for, and its figures take the place of nothing else', async () => {
  const code = async (...words: readonly string[]): Promise<readonly [number, string]> => {
    const told = await lab('export', id, ...words)
    return [told.code, told.notes.join('\n')]
  }
  expect(await code('--out', out('a.md'), '--language', 'ko')).toEqual([0, ''])
  expect(readFileSync(out('a.md'), 'utf8')).toContain('## 분류 보고서')
  expect(await code('--out', out('a.md'))).toEqual([0, ''])
  expect(readFileSync(out('a.md'), 'utf8')).toContain('## Classification report')
  expect((await code('--out', out('a.onnx'), '--language', 'ko'))[1]).toContain('has no language to choose')
  expect((await code('--out', out('a.md'), '--language', 'de'))[1]).toContain('must be ko or en')

  writeFileSync(out('b-loss.svg'), 'mine')
  expect(await code('--out', out('b.md'))).toEqual([
    1,
    'b-loss.svg is in this folder already and belongs to something else: choose another name.',
  ])
  expect(readFileSync(out('b-loss.svg'), 'utf8')).toBe('mine')
  expect(existsSync(out('b.md'))).toBe(false)
})

test('a selection of runs is written by the filter of the list, as every format takes it', async () => {
  const first = await openLibrary(directory)
  const experiment = (await first.record(id)).experiment
  const other = first.newId()
  const plan = { ...experiment.plan, seed: 77 }
  await first.create(newRun(other, { ...experiment, plan }))
  await first.finish(other, smallResult({ ...experiment, plan }), smallCurves(other))
  await first.close()
  const rows = async (where: string): Promise<readonly string[]> => {
    const { code, lines, notes } = await lab('export', '--where', where, '--out', out('runs.jsonl'))
    expect({ code, notes }).toEqual({ code: 0, notes: [] })
    expect(lines[0]).toMatch(/^Wrote \d+ runs to /)
    const text = readFileSync(out('runs.jsonl'), 'utf8').trim()
    return text.split('\n').map((line) => String((JSON.parse(line) as Record<string, unknown>)['id']))
  }
  expect(await rows('seed = 77')).toEqual([other])
  expect([...(await rows('seed >= 0'))].sort()).toEqual([id, other].sort())

  for (const name of ['all.onn', 'all.md', 'tensorboard.zip']) {
    const format = name === 'tensorboard.zip' ? ['--format', 'tensorboard'] : []
    const { lines } = await lab('export', '--where', 'seed >= 0', '--out', out(name), ...format)
    expect(lines[0]).toMatch(/^Wrote .* bytes, /)
  }
  expect((await lab('open', out('all.onn'))).lines[0]).toMatch(/: runs: 2, not here yet: 0/)
  const none = await lab('export', '--where', 'seed = 5', '--out', out('none.csv'))
  expect([none.code, none.notes[0]]).toEqual([1, 'No run fits --where.'])
  const one = await lab('export', '--where', 'seed = 77', '--out', out('a.onnx'))
  expect(one.notes[0]).toBe('A file of the format onnx holds one run, not a selection.')
  const wrong = await lab('export', '--where', 'seed >', '--out', out('a.csv'))
  expect(wrong.notes[0]).toContain('Cannot understand --where')
})
