import { beforeAll, describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { finalNetwork } from '#shared/experiment/presets'
import { readWeights } from '#shared/network/parameter-access'
import { createOptimizerScalars } from '#shared/training/optimizer-scalars'
import { prepareData, prepareWeights } from '#shared/training/setup'
import { passRows, updateWeights } from '#shared/training/step'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import type { EngineUnderTest } from '../../helpers/engines'
import { fastEngines } from '../../helpers/engines'
import type { SmallData } from '../../helpers/inline-training'
import { createInlineThread } from '../../helpers/inline-training'

const PIXELS = 784
const IMAGES = 512
/** The reference engine is slow: a quarter of the batch shows the same. */
const BATCH = 128

let data: SmallData
beforeAll(async () => {
  const all = await loadDataSet('resources/fashion-mnist')
  data = {
    images: new Uint8Array([
      ...all.trainImages.subarray(0, IMAGES * PIXELS),
      ...all.testImages.subarray(0, 16 * PIXELS),
    ]),
    labels: new Uint8Array([...all.trainLabels.subarray(0, IMAGES), ...all.testLabels.subarray(0, 16)]),
    training: IMAGES,
    test: 16,
  }
})

/** Bits of all weights after some steps, without the evaluation that ends a run. */
function weightsAfter(experiment: Experiment, steps: number, engine?: EngineUnderTest): Uint32Array {
  const thread =
    engine === undefined
      ? createInlineThread(experiment, data)
      : createInlineThread(experiment, data, (layout) => engine.create(layout.size))
  prepareData(thread, data)
  prepareWeights(thread)
  const scalars = createOptimizerScalars(experiment.plan, 0)
  for (let iteration = 0; iteration < steps; iteration += 1) {
    thread.order.set(thread.order.map((_, row) => (iteration * thread.order.length + row) % IMAGES))
    scalars.next(thread.weightScalars, thread.otherScalars)
    passRows(thread, iteration)
    updateWeights(thread)
  }
  return new Uint32Array(readWeights(thread.memory, thread.layout.layers).buffer)
}

describe('two steps of the final network on real images', () => {
  it('should give the bytes of the reference with every engine', () => {
    const experiment = { ...finalNetwork, plan: { ...finalNetwork.plan, batchSize: BATCH } }
    const expected = weightsAfter(experiment, 2)
    for (const engine of fastEngines) expect(weightsAfter(experiment, 2, engine)).toEqual(expected)
  })
})
