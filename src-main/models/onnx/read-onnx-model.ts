import type { Model } from '../model'
import { modelOfLayers } from '../model-of-layers'
import { type ModelTexts, readTexts } from '../model-texts'
import { layersOfChain } from './layers-of-chain'
import { type Message, readMessage } from './message'
import { ENTRY, MODEL } from './onnx-fields'
import { readChain } from './read-graph'

function textsOf(model: Message): ModelTexts {
  return Object.fromEntries(
    model.messages(MODEL.metadata).map((entry) => [entry.text(ENTRY.key), entry.text(ENTRY.value)]),
  )
}

/** Reads a model whose graph is a chain of what the lab has; throws the end of a sentence for every other. */
export function readOnnxModel(bytes: Uint8Array, hints: ModelTexts = {}): Model {
  const file = readMessage(bytes)
  const chain = readChain(file)
  const texts = textsOf(file)
  const { layers, activation, scaling } = layersOfChain(chain, readTexts(hints).scaling)
  return modelOfLayers(layers, { activation, scaling, classNames: readTexts(texts).classNames, texts })
}
