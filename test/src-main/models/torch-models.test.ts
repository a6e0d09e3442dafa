import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pixelTable } from '#shared/data/scaling'
import { openPlainNetwork } from '#shared/network/plain-network'
import { readModel } from '../../../src-main/models/read-model'

interface Known {
  readonly images: readonly number[]
  readonly networks: readonly {
    readonly file: string
    readonly activation: string
    readonly scores: readonly number[]
  }[]
}
const folder = 'test/fixtures/models'
const known = JSON.parse(readFileSync(`${folder}/torch.json`, 'utf8')) as Known
const pixels = 64

test.each(known.networks)(
  '$file gives the scores that PyTorch gave, from ONNX and from NumPy',
  ({ file, activation, scores }) => {
    for (const [ending, hints] of [
      ['onnx', {}],
      ['npz', { activation }],
    ] as const) {
      const name = `${file}.${ending}`
      const model = readModel(name, readFileSync(`${folder}/${name}`), hints)
      expect(model.design).toMatchObject({
        hidden: [6, 6],
        activation,
        batchNormalization: file.endsWith('normalized'),
      })
      const table = pixelTable(model.scaling)
      const network = openPlainNetwork(model.design, model.weights)
      for (let image = 0; image < known.images.length / pixels; image += 1) {
        const bytes = known.images.slice(image * pixels, (image + 1) * pixels)
        const found = network.scores(Float64Array.from(bytes, (byte) => table[byte] ?? 0))
        found.forEach((score, at) => expect(score).toBeCloseTo(scores[image * 3 + at] ?? 0, 4))
      }
    }
  },
)

test('nothing in arrays tells the activation, so it must be said', () => {
  const bytes = readFileSync(`${folder}/torch-relu.npz`)
  expect(() => readModel('a.npz', bytes, {})).toThrow(
    /^it does not say its activation: give it as metadata, or/,
  )
  expect(() => readModel('a.npz', bytes, { activation: 'mish' })).toThrow(
    /^its activation "mish" is none of sigmoid, /,
  )
  expect(() => readModel('a.h5', bytes, {})).toThrow('its name ends in none of .onnx, .safetensors, .npz')
})
