import { parameterTable } from '#shared/network/parameter-table'
import { readForeignSafetensors, type Tensor, writeSafetensors } from '../library/safetensors'
import type { Model } from './model'
import { modelOfTensors } from './model-of-tensors'
import { type ModelTexts, modelTexts } from './model-texts'

/** The tensors of a model, named as in the file of a run's weights. */
export function modelTensors({ design, weights }: Model): readonly Tensor[] {
  return parameterTable(design).map(({ name, shape, offset, size }) => {
    return { name, shape, values: weights.subarray(offset, offset + size) }
  })
}

export function writeSafetensorsModel(model: Model): Uint8Array {
  return writeSafetensors({ metadata: modelTexts(model), tensors: modelTensors(model) })
}

export function readSafetensorsModel(bytes: Uint8Array, hints: ModelTexts = {}): Model {
  const { tensors, metadata } = readForeignSafetensors(bytes)
  return modelOfTensors(tensors, { ...metadata, ...hints })
}
