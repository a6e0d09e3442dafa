import { errorMessage } from '../base/error-message'
import { checkModel, type ModelCheck } from '../models/check-model'
import type { Model } from '../models/model'
import { modelOfRun } from '../models/model-of-run'
import type { ExportRun } from './export-run'
import type { ExportedFile } from './export-writer'

/** How a kind of file holds a model. */
interface ModelFormat {
  readonly write: (model: Model) => Uint8Array
  /** Throws the end of a sentence that begins with the file. */
  readonly read: (bytes: Uint8Array) => Model
}

function checkSentence(check: ModelCheck): string {
  switch (check.kind) {
    case 'same':
      return check.tied === 0
        ? `Read back and run: all ${check.images} test images get the class that the run's record has.`
        : `Read back and run: all but ${check.tied} of ${check.images} test images get the class that the run's record has; of these two classes have the same score.`
    case 'different':
      throw new Error(
        `The file was not written: read back and run, its network gives ${check.different} of ${check.images} test images another class than the run's record.`,
      )
    case 'not-run':
      return check.why === 'data'
        ? 'Read back, with the same numbers. It was not run: the data of the run are not on this computer.'
        : 'Read back, with the same numbers. It was not run: the record has no predictions to compare with.'
  }
}

function readBack(bytes: Uint8Array, { read }: ModelFormat): Model {
  try {
    return read(bytes)
  } catch (error) {
    throw new Error(`The file was not written: read back, ${errorMessage(error)}.`)
  }
}

function hasSameNumbers(left: Model, right: Model): boolean {
  const bytes = ({ weights }: Model) => Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)
  return bytes(left).equals(bytes(right))
}

/** Writes the network of a run, reads the file again, and runs what it has read. */
export function exportModel({ record, weights, data }: ExportRun, format: ModelFormat): ExportedFile {
  if (weights === null) throw new Error(`The weights of run ${record.id} are not on this computer.`)
  const model = modelOfRun(record, weights, data)
  const bytes = format.write(model)
  const found = readBack(bytes, format)
  if (!hasSameNumbers(model, found))
    throw new Error('The file was not written: read back, its numbers are others.')
  return { bytes, checked: [checkSentence(checkModel(found, record, data))] }
}
