import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { zipSync } from 'fflate'
import { fileName } from '../../base/file-name'
import { ZIP_TIME } from '../../models/zip-time'
import type { ExportRun } from '../export-run'
import { runName } from '../run-name'
import { crc32c } from './crc32c'
import { curvePoints, startOf } from './curve-points'

/*
 * An event file is a row of records: the length of the message (8 bytes), a check of these, the message, a check of it; all
 * little-endian. The messages are Event, Summary and Summary.Value of tensorboard/compat/proto, of which these fields are written.
 */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const
const SUMMARY = { value: 1 } as const
const VALUE = { tag: 1, simpleValue: 2 } as const
const FILE_VERSION = 'brain.Event:2'

/** TensorFlow's way to check what may hold checks itself. */
function maskedCheck(bytes: Uint8Array): number {
  const check = crc32c(bytes)
  return (((check >>> 15) | (check << 17)) + 0xa282ead8) >>> 0
}

function framed(message: Uint8Array): Uint8Array {
  const record = new Uint8Array(16 + message.length)
  const view = new DataView(record.buffer)
  view.setBigUint64(0, BigInt(message.length), true)
  view.setUint32(8, maskedCheck(record.subarray(0, 8)), true)
  record.set(message, 12)
  view.setUint32(12 + message.length, maskedCheck(message), true)
  return record
}

function event(wallTime: number): BinaryWriter {
  return new BinaryWriter().tag(EVENT.wallTime, WireType.Bit64).double(wallTime)
}

function summaryOf(values: readonly (readonly [name: string, value: number])[]): Uint8Array {
  const summary = new BinaryWriter()
  for (const [name, number] of values) {
    const value = new BinaryWriter().tag(VALUE.tag, WireType.LengthDelimited).string(name)
    value.tag(VALUE.simpleValue, WireType.Bit32).float(number)
    summary.tag(SUMMARY.value, WireType.LengthDelimited).bytes(value.finish())
  }
  return summary.finish()
}

/** The curves of a run as an event file. */
function eventFile(run: ExportRun): Uint8Array {
  const start = startOf(run) / 1000
  const points = run.curves === null ? [] : curvePoints(run.curves)
  const messages = points.map(({ iteration, seconds, values }) =>
    event(start + seconds)
      .tag(EVENT.step, WireType.Varint)
      .int64(iteration)
      .tag(EVENT.summary, WireType.LengthDelimited)
      .bytes(summaryOf(values))
      .finish(),
  )
  const version = event(start).tag(EVENT.fileVersion, WireType.LengthDelimited).string(FILE_VERSION).finish()
  return Buffer.concat([version, ...messages].map(framed))
}

/** A zip with a folder for each run that has curves, and in it the event file that TensorBoard reads. */
export function tensorboardZip(runs: readonly ExportRun[]): Uint8Array {
  const drawn = runs.filter(({ curves }) => curves !== null)
  if (drawn.length === 0) throw new Error('None of the runs has curves on this computer.')
  const files = drawn.map((run) => {
    const folder = `${fileName(runName(run.summary).replaceAll(/[/\\]/g, '-'))}-${run.record.id}`
    const seconds = Math.floor(startOf(run) / 1000)
    return [`${folder}/events.out.tfevents.${seconds}.our-neural-network`, eventFile(run)] as const
  })
  return zipSync(Object.fromEntries(files), { mtime: ZIP_TIME })
}
