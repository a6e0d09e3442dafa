import { expect, test } from 'vitest'
import { weightsSize } from '#shared/network/parameter-table'
import type { Model } from '../../src-main/models/model'
import { modelOfRun } from '../../src-main/models/model-of-run'
import { writeNpzModel } from '../../src-main/models/npz-model'
import { writeOnnxModel } from '../../src-main/models/onnx/write-onnx-model'
import { readModel } from '../../src-main/models/read-model'
import { writeSafetensorsModel } from '../../src-main/models/safetensors-model'
import { exportRun, fewImages } from '../helpers/export-runs'
import { mutated, MUTATIONS } from '../helpers/file-mutations'
import { roundSeed } from '../helpers/round-seed'
import { seededRandom } from '../src-main/sharing/helpers/random'

const rounds = Number(process.env['ROUNDS'] ?? 500)
const WRITERS = { onnx: writeOnnxModel, safetensors: writeSafetensorsModel, npz: writeNpzModel } as const
const MOST_MEMORY = 256 * 1024 * 1024

function isWhole({ design, weights, classNames }: Model): boolean {
  return (
    weights.length === weightsSize(design) &&
    weights.every(Number.isFinite) &&
    classNames.length === design.output
  )
}

test.each(Object.entries(WRITERS))(
  `whatever is done to a file of the kind %s, it is a model or a sentence, in ${rounds} rounds`,
  async (ending, write) => {
    const random = seededRandom(roundSeed(`Mutations of ${ending}`))
    const data = await fewImages(200)
    const { record, weights } = exportRun(data, { hidden: [12, 7], batchNormalization: true })
    const bytes = write(modelOfRun(record, weights ?? new Float32Array(), data))
    for (let round = 0; round < rounds; round += 1) {
      const kind = MUTATIONS[round % MUTATIONS.length] ?? 'bit'
      // Headers and graphs are a small part of the file, and most of what can be wrong.
      const size = random() < 0.5 ? bytes.length : Math.min(3000, bytes.length)
      const head = mutated(kind, bytes.subarray(0, size), bytes.subarray(Math.floor(random() * size)), random)
      const content = kind === 'cut' ? head : Buffer.concat([head, bytes.subarray(size)])
      try {
        expect(isWhole(readModel(`a.${ending}`, content, {}))).toBe(true)
      } catch (error) {
        // A fault of the program itself is of another kind: TypeError, RangeError.
        expect({ round, kind, name: (error as Error).constructor.name, text: String(error) }).toMatchObject({
          name: expect.stringMatching(/^(SilentActivation)?Error$/),
          text: expect.stringMatching(/^Error: (it|its) [^]{5,600}$/),
        })
      }
      expect(process.memoryUsage().arrayBuffers).toBeLessThan(MOST_MEMORY)
    }
  },
)
