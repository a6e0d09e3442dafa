import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CLASS_NAMES } from '#shared/data/labels'
import { ACTIVATIONS } from '#shared/experiment/experiment'
import { unpackPredictions } from '#shared/records/predictions'
import { exportModel } from '../../../src-main/exports/export-model'
import { readPrograms, writePrograms } from '../../../src-main/models/programs/programs'
import { type DataSet, loadDataSet } from '../../../src-main/trainer/data-files'
import { exportRun } from '../../helpers/export-runs'
import { writeSmallData } from '../../helpers/lab-command'

const folder = mkdtempSync(join(tmpdir(), 'lab-programs-'))
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))
const images = join(folder, 't10k-images-idx3-ubyte.gz')

/** The Python of this computer that has these packages; none where there is no such. */
function pythonWith(packages: string): readonly string[] {
  const pythons = ['python3', '/usr/bin/python3', 'python']
  const found = pythons.find((python) => spawnSync(python, ['-c', `import ${packages}`]).status === 0)
  return found === undefined ? [] : [found]
}

let data: DataSet
let programs: readonly (readonly [string, string])[]
beforeAll(async () => {
  await writeSmallData(folder)
  data = await loadDataSet(folder)
  programs = [
    [process.execPath, 'classify.mjs'],
    ...pythonWith('numpy').map((python) => [python, 'classify_numpy.py'] as const),
    ...pythonWith('numpy, torch').map((python) => [python, 'classify_pytorch.py'] as const),
  ]
})

test.each(ACTIVATIONS)(
  'the programs of a network with %s give every image the class of the lab',
  (activation) => {
    const batchNormalization = activation.length % 2 === 0
    const { record, ...run } = exportRun(data, { hidden: [9, 8], activation, batchNormalization })
    const { bytes } = exportModel({ record, ...run }, { write: writePrograms, read: readPrograms })
    const place = join(folder, activation)
    mkdirSync(place)
    for (const [name, content] of Object.entries(unzipSync(bytes))) writeFileSync(join(place, name), content)
    if (record.predictions === null) throw new Error('The run has no predictions.')
    const expected = [...unpackPredictions(record.predictions, 300)].map((label) => CLASS_NAMES[label])
    for (const [program, file] of programs) {
      const { stdout, stderr } = spawnSync(program, [file, images], { cwd: place, encoding: 'utf8' })
      expect({ file, stderr }).toEqual({ file, stderr: '' })
      const classes = stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/ [\d.]+$/, ''))
      expect({ file, classes }).toEqual({ file, classes: expected })
    }
  },
)

test('nothing that somebody wrote gets into the code of a program', () => {
  const { record, ...run } = exportRun(data, { hidden: [9] })
  const written = '"""); import os; os.abort() #${process.exit(1)}'
  const dataset = {
    name: written,
    side: 28,
    classNames: Array<string>(10).fill(written),
    trainImages: 9,
    testImages: 9,
  }
  const { bytes } = exportModel(
    { record: { ...record, dataset }, ...run },
    { write: writePrograms, read: readPrograms },
  )
  for (const [name, content] of Object.entries(unzipSync(bytes)))
    expect(Buffer.from(content).includes('os.abort')).toBe(name === 'model.safetensors')
})
