import { parameterTable } from '#shared/network/parameter-table'
import type { RunRecord } from '#shared/records/run-record'
import { weightsSha256 } from '../base/hashes'
import { readSafetensors, writeSafetensors } from './safetensors'

const WEIGHTS_FORMAT = 'our-neural-network/weights'

/** The weights of a run as a safetensors file that says which run they are of. */
export function weightsFile(record: RunRecord, weights: Float32Array): Uint8Array<ArrayBuffer> {
  const tensors = parameterTable(record.experiment.design).map(({ name, shape, offset, size }) => {
    return { name, shape, values: weights.subarray(offset, offset + size) }
  })
  const size = tensors.reduce((sum, { values }) => sum + values.length, 0)
  if (size !== weights.length) {
    throw new Error(
      `The weights of run ${record.id} have ${weights.length} numbers, but its network has ${size}.`,
    )
  }
  const metadata = {
    format: WEIGHTS_FORMAT,
    version: '1',
    id: record.id,
    identity: record.identity ?? '',
    arithmetic: record.arithmetic ?? '',
  }
  return writeSafetensors({ metadata, tensors })
}

/** The numbers of a weights file in the order of the parameter table; throws the end of a sentence. */
export function weightsOfFile(record: RunRecord, bytes: Uint8Array): Float32Array {
  const { metadata, tensors: found } = readSafetensors(bytes)
  if (metadata['format'] === WEIGHTS_FORMAT && Number(metadata['version']) > 1)
    throw new Error(`it was made by a newer version of the lab (format ${metadata['version']})`)
  const tensors = new Map(found.map((tensor) => [tensor.name, tensor.values]))
  const table = parameterTable(record.experiment.design)
  const weights = new Float32Array(table.reduce((sum, { size }) => sum + size, 0))
  for (const { name, offset, size } of table) {
    const values = tensors.get(name)
    if (values?.length !== size) throw new Error(`it has no tensor ${name} of ${size} numbers`)
    weights.set(values, offset)
  }
  if (weightsSha256(weights) !== record.weightsSha256)
    throw new Error('its SHA-256 is not the one in the record')
  return weights
}
