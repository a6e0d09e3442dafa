import { beforeAll, describe, expect, test } from 'vitest'
import { pixelTable } from '#shared/data/scaling'
import { ACTIVATIONS, SCALINGS } from '#shared/experiment/experiment'
import { sha256, weightsSha256 } from '../../../src-main/base/hashes'
import { exportModel } from '../../../src-main/exports/export-model'
import type { Model } from '../../../src-main/models/model'
import { modelOfRun } from '../../../src-main/models/model-of-run'
import { readNpzModel, writeNpzModel } from '../../../src-main/models/npz-model'
import { readOnnxModel } from '../../../src-main/models/onnx/read-onnx-model'
import { writeOnnxModel } from '../../../src-main/models/onnx/write-onnx-model'
import { readSafetensorsModel, writeSafetensorsModel } from '../../../src-main/models/safetensors-model'
import type { DataSet } from '../../../src-main/trainer/data-files'
import { exportRun, fewImages } from '../../helpers/export-runs'

const FORMATS = {
  onnx: { write: writeOnnxModel, read: readOnnxModel },
  safetensors: { write: writeSafetensorsModel, read: readSafetensorsModel },
  npz: { write: writeNpzModel, read: readNpzModel },
}

let data: DataSet
beforeAll(async () => {
  data = await fewImages(200)
})

describe.each(Object.entries(FORMATS))('%s', (_name, format) => {
  test.each(ACTIVATIONS)('a network with %s is the same after it was written and read', (activation) => {
    const batchNormalization = activation.length % 2 === 0
    const scaling = SCALINGS[activation.length % 3] ?? 'range'
    const run = exportRun(data, { hidden: [12, 12], activation, batchNormalization }, { scaling })
    const model = modelOfRun(run.record, run.weights ?? new Float32Array(), data)
    const { design, weights, scaling: pixels, classNames } = format.read(format.write(model))
    expect({ design, classNames }).toEqual({ design: model.design, classNames: model.classNames })
    expect(weightsSha256(weights)).toBe(run.record.weightsSha256)
    const [found, expected] = [pixelTable(pixels), pixelTable(model.scaling)]
    const differences = found.map((value, byte) => Math.abs(value - (expected[byte] ?? 0)))
    expect(Math.max(...differences)).toBeLessThan(1e-6 * Math.max(...expected))
    const { bytes, checked } = exportModel(run, format)
    expect(sha256(bytes)).toBe(sha256(format.write(model)))
    expect(checked).toEqual([
      "Read back and run: all 200 test images get the class that the run's record has.",
    ])
  })

  test('no file comes of a network that has other numbers, or other classes, once it is read back', () => {
    const run = exportRun(data, { hidden: [9] })
    const changed = (change: (model: Model) => Partial<Model>) => (bytes: Uint8Array) => {
      const model = format.read(bytes)
      return { ...model, ...change(model) }
    }
    const readWith = (change: (model: Model) => Partial<Model>) => () =>
      exportModel(run, { ...format, read: changed(change) })
    expect(
      readWith(({ weights }) => ({ weights: weights.map((value, at) => (at === 7 ? value + 1e-7 : value)) })),
    ).toThrow('The file was not written: read back, its numbers are others.')
    expect(readWith(() => ({ scaling: { mean: 128, divisor: 3 } }))).toThrow(
      /^The file was not written: read back and run, its network gives \d+ of 200 test images another class/,
    )
  })

  test('without its data a network is written and not run, unless they scale its pixels', () => {
    const run = { ...exportRun(data, { hidden: [9] }, { scaling: 'range' }), data: null }
    expect(exportModel(run, format).checked).toEqual([
      'Read back, with the same numbers. It was not run: the data of the run are not on this computer.',
    ])
    const standardized = { ...exportRun(data, { hidden: [9] }, { scaling: 'standardize' }), data: null }
    expect(() => exportModel(standardized, format)).toThrow(/^Its pixels are standardized by these data, so /)
    expect(() => exportModel({ ...run, weights: null }, format)).toThrow(/^The weights of run .* are not on/)
  })
})
