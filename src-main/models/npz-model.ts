import type { Tensor } from '../library/safetensors'
import type { Model } from './model'
import { modelOfTensors } from './model-of-tensors'
import { type ModelTexts, modelTexts } from './model-texts'
import type { NpyArray } from './npy'
import { readNpz, writeNpz } from './npz'
import { modelTensors } from './safetensors-model'

/** One array for each tensor, and one of a single text for each thing that the tensors do not say; the classes are a list. */
export function writeNpzModel(model: Model): Uint8Array {
  const tensors = modelTensors(model).map(({ name, ...array }) => [name, array] as const)
  const texts = Object.entries({ ...modelTexts(model), classes: undefined }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, { shape: [], values: [text] }] as const],
  )
  const classes: NpyArray = { shape: [model.classNames.length], values: model.classNames }
  return writeNpz(Object.fromEntries([...tensors, ...texts, ['classes', classes] as const]))
}

/** The text of an array: of one text itself, of several a list, of one number its digits. */
function textOf({ shape, values }: NpyArray): string {
  if (shape.length === 0) return String(values[0])
  return JSON.stringify([...values])
}

const NUMBERS = ['pixel_mean', 'pixel_divisor', 'normalization_epsilon']

export function readNpzModel(bytes: Uint8Array, hints: ModelTexts = {}): Model {
  const tensors: Tensor[] = []
  const texts: Record<string, string> = {}
  for (const [name, array] of readNpz(bytes)) {
    const { shape, values } = array
    if (typeof values[0] === 'string' || NUMBERS.includes(name)) texts[name] = textOf(array)
    // A single number, such as PyTorch's count of batches, is no weight.
    else if (values instanceof Float32Array && shape.length > 0) tensors.push({ name, shape, values })
  }
  return modelOfTensors(tensors, { ...texts, ...hints })
}
