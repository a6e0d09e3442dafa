import { errorMessage } from '../../base/error-message'
import type { Model } from '../model'
import { modelOfLayers } from '../model-of-layers'
import { type ModelTexts, readTexts } from '../model-texts'
import { layersOfChain } from './layers-of-chain'
import { type Message, readMessage } from './message'
import { ENTRY, MODEL } from './onnx-fields'
import { readChain } from './read-graph'

function open(bytes: Uint8Array): Message {
  try {
    return readMessage(bytes)
  } catch (error) {
    throw new Error(`it is no ONNX file (${errorMessage(error)})`)
  }
}

function textsOf(model: Message): ModelTexts {
  return Object.fromEntries(
    model.messages(MODEL.metadata).map((entry) => [entry.text(ENTRY.key), entry.text(ENTRY.value)]),
  )
}

/** Reads a model whose graph is a chain of what the lab has; throws the end of a sentence for every other. */
export function readOnnxModel(bytes: Uint8Array): Model {
  const file = open(bytes)
  const chain = readChain(file)
  const texts = textsOf(file)
  const { layers, activation, scaling } = layersOfChain(chain)
  return modelOfLayers(layers, { activation, scaling, classNames: readTexts(texts).classNames, texts })
}
