import type { Experiment } from '../experiment/experiment'
import type { Parameter } from '../network/layers'
import { parametersOf } from '../network/layers'
import type { Memory } from '../network/memory'
import { readTensor, writeTensor } from '../network/parameter-access'
import { parameterTable } from '../network/parameter-table'
import type { MemoryLayout } from './memory-layout'
import type { LeaderState } from './progress'

const FORMAT = 'our-neural-network/checkpoint'
const VERSION = 1
/** Length of the header, then a check sum of everything behind these 8 bytes and of the length. */
const LENGTH_BYTES = 8
const CHECK_AT = 4

/** The leader's state as files hold it: there the correct predictions are called `right`. */
interface StoredState extends Omit<LeaderState, 'sums'> {
  readonly sums: { readonly loss: number; readonly right: number; readonly steps: number }
}

interface CheckpointHeader<State> {
  readonly format: string
  readonly version: number
  readonly identity: string
  readonly arithmetic: string
  readonly state: State
  readonly tensors: readonly { readonly name: string; readonly size: number }[]
}

interface Slot {
  readonly name: string
  readonly parameter: Parameter
  readonly address: number
}

/** All copies and states of all tensors, in one order. */
function slotsOf(layout: MemoryLayout): readonly Slot[] {
  return parametersOf(layout.layers).flatMap((parameter) => {
    const { copies, state1, state2, entry } = parameter
    const addresses = { ...copies, state1, state2 }
    return Object.entries(addresses)
      .filter(([, address]) => address !== 0)
      .map(([copy, address]) => ({ name: `${entry.name}/${copy}`, parameter, address }))
  })
}

function storedState(state: LeaderState): StoredState {
  const { loss, correct, steps } = state.sums
  return { ...state, sums: { loss, right: correct, steps } }
}

function openState(stored: StoredState): LeaderState {
  const { loss, right, steps } = stored.sums
  return { ...stored, sums: { loss, correct: right, steps } }
}

/** Which run a checkpoint belongs to. */
export interface CheckpointOwner {
  readonly identity: string
  readonly arithmetic: string
}

/**
 * All that a training has become, as bytes: length of the header and check sum (4 bytes each, little-endian), header as JSON,
 * then the tensors as little-endian binary32. Nothing else has state: optimizers' powers, batches and random draws follow from the iteration.
 */
export function writeCheckpoint(
  memory: Memory,
  layout: MemoryLayout,
  state: LeaderState,
  owner: CheckpointOwner,
): Uint8Array<ArrayBuffer> {
  const slots = slotsOf(layout)
  const header: CheckpointHeader<StoredState> = {
    format: FORMAT,
    version: VERSION,
    ...owner,
    state: storedState(state),
    tensors: slots.map(({ name, parameter }) => ({ name, size: parameter.entry.size })),
  }
  const text = encodeAscii(padToFour(JSON.stringify(header)))
  const floats = slots.reduce((sum, { parameter }) => sum + parameter.entry.size, 0)
  const bytes = new Uint8Array(LENGTH_BYTES + text.length + floats * 4)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, LENGTH_BYTES)
  let offset = LENGTH_BYTES + text.length
  for (const { parameter, address } of slots) {
    readTensor(memory, parameter, address, new Float32Array(bytes.buffer, offset, parameter.entry.size))
    offset += parameter.entry.size * 4
  }
  new DataView(bytes.buffer).setUint32(CHECK_AT, checkSum(bytes), true)
  return bytes
}

/**
 * A sum that a change within any one word always changes: each step maps different sums to different ones.
 *
 * It is there against damaged disks and half-written files, not against people.
 */
function checkSum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4))
  let sum = 0x811c9dc5
  for (let index = 0; index < words.length; index += 1) {
    const word = index * 4 === CHECK_AT ? 0 : words[index]
    sum = Math.imul(sum ^ word, 0x01000193)
    sum ^= sum >>> 15
  }
  return sum >>> 0
}

/** The same bytes where words can be read from them. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
}

/** Puts a checkpoint back into memory. Throws a sentence where it belongs to another run or is damaged. */
export function restoreCheckpoint(
  memory: Memory,
  layout: MemoryLayout,
  given: Uint8Array,
  owner: CheckpointOwner,
): LeaderState {
  const bytes = aligned(given)
  const { header, begin } = readCheckpointHeader(bytes)
  if (header.identity !== owner.identity)
    throw new Error('The checkpoint belongs to a run with other settings or other data.')
  if (header.arithmetic !== owner.arithmetic) {
    throw new Error(
      `The checkpoint was computed with arithmetic ${header.arithmetic}; this machine computes with ${owner.arithmetic}.`,
    )
  }
  const slots = slotsOf(layout)
  const fits =
    slots.length === header.tensors.length &&
    slots.every(({ name }, index) => header.tensors[index].name === name)
  const floats = slots.reduce((sum, { parameter }) => sum + parameter.entry.size, 0)
  if (!fits || bytes.length !== begin + floats * 4)
    throw new Error('The checkpoint is damaged: its tensors are not those of the network.')
  let offset = bytes.byteOffset + begin
  for (const { parameter, address } of slots) {
    writeTensor(memory, parameter, address, new Float32Array(bytes.buffer, offset, parameter.entry.size))
    offset += parameter.entry.size * 4
  }
  return header.state
}

/** What stands at the head of a checkpoint, and where its tensors begin. Throws a sentence where it is none. */
export function readCheckpointHeader(given: Uint8Array): {
  readonly header: CheckpointHeader<LeaderState>
  readonly begin: number
} {
  const bytes = aligned(given)
  if (bytes.length < LENGTH_BYTES) throw new Error('The checkpoint is damaged: it ends before its header.')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const begin = LENGTH_BYTES + view.getUint32(0, true)
  if (begin > bytes.length) throw new Error('The checkpoint is damaged: it ends within its header.')
  if (bytes.length % 4 !== 0 || view.getUint32(CHECK_AT, true) !== checkSum(bytes))
    throw new Error('The checkpoint is damaged: its bytes do not have their check sum.')
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, begin))
  if (header.format !== FORMAT || !(header.version >= VERSION))
    throw new Error('The checkpoint is damaged: its header is that of another file.')
  if (header.version > VERSION) throw new Error('The checkpoint was made by a newer version of the lab.')
  return { header: { ...header, state: openState(header.state) }, begin }
}

/**
 * The weights in a checkpoint, in the order of the parameter table: those that validation judged, which are the moving average where the
 * plan has one. Throws a sentence where the checkpoint is damaged or of another network.
 */
export function weightsOfCheckpoint(given: Uint8Array, { design, plan }: Experiment): Float32Array {
  const bytes = aligned(given)
  const { header, begin } = readCheckpointHeader(bytes)
  const places = new Map<string, { readonly at: number; readonly size: number }>()
  let at = bytes.byteOffset + begin
  for (const { name, size } of header.tensors) {
    places.set(name, { at, size })
    at += size * 4
  }
  const table = parameterTable(design)
  const weights = new Float32Array(table.reduce((sum, { size }) => sum + size, 0))
  for (const { name, offset, size } of table) {
    // Running statistics have no moving average.
    const averaged = plan.averaging > 0 ? places.get(`${name}/average`) : undefined
    const place = averaged ?? places.get(`${name}/current`)
    if (place?.size !== size)
      throw new Error('The checkpoint is damaged: its tensors are not those of the network.')
    weights.set(new Float32Array(bytes.buffer, place.at, size), offset)
  }
  return weights
}

function parseHeader(bytes: Uint8Array): CheckpointHeader<StoredState> {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  try {
    return JSON.parse(text) as CheckpointHeader<StoredState>
  } catch {
    throw new Error('The checkpoint is damaged: its header is not JSON.')
  }
}

function padToFour(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, ' ')
}

/** The header holds numbers, hashes and names of tensors alone, so one character is one byte. */
function encodeAscii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
