import { BRIGHTEST } from '#shared/experiment/data-shape'
import type { Tensor } from '../library/safetensors'
import type { Model } from './model'
import { modelOfLayers } from './model-of-layers'
import { type ModelTexts, readTexts } from './model-texts'
import { layersOfTensors } from './tensor-layers'

/** Pixels as PyTorch's ToTensor and most programs have them: from 0 to 1. */
const FROM_0_TO_1 = { mean: 0, divisor: BRIGHTEST } as const

/** The model that named tensors and texts make; throws the end of a sentence. */
export function modelOfTensors(tensors: readonly Tensor[], texts: ModelTexts): Model {
  const { scaling = FROM_0_TO_1, normalizationEpsilon, ...told } = readTexts(texts)
  return modelOfLayers(layersOfTensors(tensors, normalizationEpsilon), { ...told, scaling, texts })
}
