import { parameterTable } from '#shared/network/parameter-table'
import type { RunRecord } from '#shared/records/run-record'
import { weightsSha256 } from '../base/hashes'
import { readSafetensors, type Tensor, writeSafetensors } from './safetensors'

const WEIGHTS_FORMAT = 'our-neural-network/weights'
const CHECKPOINT_FORMAT = 'our-neural-network/checkpoint-weights'

/** The numbers of a network as tensors with names and shapes; throws a sentence where they are of another one. */
function tensorsOf(record: RunRecord, weights: Float32Array): readonly Tensor[] {
  const tensors = parameterTable(record.experiment.design).map(({ name, shape, offset, size }) => {
    return { name, shape, values: weights.subarray(offset, offset + size) }
  })
  const size = tensors.reduce((sum, { values }) => sum + values.length, 0)
  if (size !== weights.length) {
    throw new Error(
      `The weights of run ${record.id} have ${weights.length} numbers, but its network has ${size}.`,
    )
  }
  return tensors
}

const runOf = (record: RunRecord) => ({
  version: '1',
  id: record.id,
  identity: record.identity ?? '',
  arithmetic: record.arithmetic ?? '',
})

/** The weights of a run as a safetensors file that says which run they are of. */
export function weightsFile(record: RunRecord, weights: Float32Array): Uint8Array<ArrayBuffer> {
  const metadata = { format: WEIGHTS_FORMAT, ...runOf(record) }
  return writeSafetensors({ metadata, tensors: tensorsOf(record, weights) })
}

/** The same of a moment of its training: no record tells the hash of these, so the file does. */
export function checkpointWeightsFile(
  record: RunRecord,
  iteration: number,
  weights: Float32Array,
): Uint8Array<ArrayBuffer> {
  const metadata = {
    format: CHECKPOINT_FORMAT,
    ...runOf(record),
    iteration: String(iteration),
    sha256: weightsSha256(weights),
  }
  return writeSafetensors({ metadata, tensors: tensorsOf(record, weights) })
}

/** The numbers in the order of the parameter table; throws the end of a sentence. */
function weightsIn(record: RunRecord, found: readonly Tensor[]): Float32Array {
  const tensors = new Map(found.map((tensor) => [tensor.name, tensor.values]))
  const table = parameterTable(record.experiment.design)
  const weights = new Float32Array(table.reduce((sum, { size }) => sum + size, 0))
  for (const { name, offset, size } of table) {
    const values = tensors.get(name)
    if (values?.length !== size) throw new Error(`it has no tensor ${name} of ${size} numbers`)
    weights.set(values, offset)
  }
  return weights
}

const NEWER = (version: string | undefined): string =>
  `it was made by a newer version of the lab (format ${version})`

/** The numbers of a weights file in the order of the parameter table; throws the end of a sentence. */
export function weightsOfFile(record: RunRecord, bytes: Uint8Array): Float32Array {
  const { metadata, tensors } = readSafetensors(bytes)
  if (metadata['format'] === WEIGHTS_FORMAT && Number(metadata['version']) > 1)
    throw new Error(NEWER(metadata['version']))
  const weights = weightsIn(record, tensors)
  if (weightsSha256(weights) !== record.weightsSha256)
    throw new Error('its SHA-256 is not the one in the record')
  return weights
}

/** The numbers of a checkpoint's weights; throws the end of a sentence where they are not of this run and iteration. */
export function weightsOfCheckpointFile(
  record: RunRecord,
  iteration: number,
  bytes: Uint8Array,
): Float32Array {
  const { metadata, tensors } = readSafetensors(bytes)
  if (metadata['format'] !== CHECKPOINT_FORMAT)
    throw new Error('it does not hold the weights of a checkpoint')
  if (Number(metadata['version']) > 1) throw new Error(NEWER(metadata['version']))
  if (metadata['identity'] !== record.identity || metadata['arithmetic'] !== record.arithmetic)
    throw new Error('it belongs to another run')
  if (metadata['iteration'] !== String(iteration)) throw new Error('it is of another iteration than its name')
  const weights = weightsIn(record, tensors)
  if (weightsSha256(weights) !== metadata['sha256']) throw new Error('its numbers do not have their SHA-256')
  return weights
}
