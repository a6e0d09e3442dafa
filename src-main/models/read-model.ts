import type { OPENED_ENDINGS } from '#shared/exports/opened-files'
import type { Model } from './model'
import type { ModelTexts } from './model-texts'
import { readNpzModel } from './npz-model'
import { readOnnxModel } from './onnx/read-onnx-model'
import { readSafetensorsModel } from './safetensors-model'

/** What a file of a model is read with, by its ending. */
const READERS = {
  onnx: readOnnxModel,
  safetensors: readSafetensorsModel,
  npz: readNpzModel,
} as const satisfies Readonly<
  Record<(typeof OPENED_ENDINGS.model)[number], (bytes: Uint8Array, hints: ModelTexts) => Model>
>

const ENDINGS = Object.keys(READERS) as readonly (keyof typeof READERS)[]

/** Reads a model; `hints` are texts that stand above those of the file. Throws the end of a sentence. */
export function readModel(name: string, bytes: Uint8Array, hints: ModelTexts): Model {
  const ending = ENDINGS.find((known) => name.toLowerCase().endsWith(`.${known}`))
  if (ending === undefined)
    throw new Error(`its name ends in none of ${ENDINGS.map((known) => `.${known}`).join(', ')}`)
  return READERS[ending](bytes, hints)
}
