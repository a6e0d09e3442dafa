import { strToU8, unzipSync, zipSync } from 'fflate'
import type { Model } from '../model'
import { readSafetensorsModel, writeSafetensorsModel } from '../safetensors-model'
import { ZIP_TIME } from '../zip-time'
import { javascriptProgram } from './javascript-program'
import { numpyProgram } from './numpy-program'
import { pytorchProgram } from './pytorch-program'

const WEIGHTS = 'model.safetensors'

/** A zip of the network and three small programs that classify with it. Nothing but numbers of a record gets into their code. */
export function writePrograms(model: Model): Uint8Array {
  const files = {
    [WEIGHTS]: writeSafetensorsModel(model),
    'classify_numpy.py': strToU8(numpyProgram(model)),
    'classify_pytorch.py': strToU8(pytorchProgram(model)),
    'classify.mjs': strToU8(javascriptProgram(model)),
  }
  return zipSync(files, { mtime: ZIP_TIME })
}

/** The network that lies in such a zip. */
export function readPrograms(bytes: Uint8Array): Model {
  const weights = unzipSync(bytes)[WEIGHTS]
  if (weights === undefined) throw new Error(`it has no ${WEIGHTS}`)
  return readSafetensorsModel(weights)
}
