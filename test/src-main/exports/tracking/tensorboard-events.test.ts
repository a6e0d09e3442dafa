import { BinaryReader } from '@bufbuild/protobuf/wire'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { crc32c } from '../../../../src-main/exports/tracking/crc32c'
import { tensorboardZip } from '../../../../src-main/exports/tracking/tensorboard-events'
import { trackedRun } from '../helpers/tracked-run'

const SECONDS = Date.parse('2026-11-01T10:00:00.000Z') / 1000

interface Scalar {
  readonly wallTime: number
  readonly step: number
  readonly values: Readonly<Record<string, number>>
}

/** The messages of an event file; throws where a check does not fit. */
function records(file: Uint8Array): readonly Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const check = (at: number, length: number): void => {
    // What the mask adds is taken away, and the turn turned back.
    const found = (view.getUint32(at + length, true) - 0xa282ead8) >>> 0
    const turned = ((found << 15) | (found >>> 17)) >>> 0
    expect(turned).toBe(crc32c(file.subarray(at, at + length)))
  }
  const messages: Uint8Array[] = []
  let at = 0
  while (at < file.length) {
    const length = Number(view.getBigUint64(at, true))
    check(at, 8)
    check(at + 12, length)
    messages.push(file.subarray(at + 12, at + 12 + length))
    at += 16 + length
  }
  return messages
}

/** The fields of a message, by number. */
function fields(message: Uint8Array, read: (reader: BinaryReader, number: number) => void): void {
  const reader = new BinaryReader(message)
  while (reader.pos < reader.len) read(reader, reader.tag()[0])
}

function scalarsOf(message: Uint8Array): Scalar {
  let [wallTime, step] = [0, 0]
  const values: Record<string, number> = {}
  fields(message, (event, number) => {
    if (number === 1) wallTime = event.double()
    else if (number === 2) step = Number(event.int64())
    else
      fields(event.bytes(), (summary) => {
        let name = ''
        fields(summary.bytes(), (value, part) => {
          if (part === 1) name = value.string()
          else values[name] = value.float()
        })
      })
  })
  return { wallTime, step, values }
}

describe('an event file of TensorBoard', () => {
  const run = trackedRun('01M84XYRZ7BYB7Z1GVVRCVPSH9')
  const files = unzipSync(tensorboardZip([run, trackedRun('01M84XYRZ7BYB7Z1GVVRCVPSHA', { curves: null })]))

  it('lies in a folder of its run, and a run without curves has none', () => {
    expect(Object.keys(files)).toEqual([
      `가나-다-01M84XYRZ7BYB7Z1GVVRCVPSH9/events.out.tfevents.${SECONDS}.our-neural-network`,
    ])
    expect(() => tensorboardZip([trackedRun('a', { curves: null })])).toThrow(
      'None of the runs has curves on this computer.',
    )
  })

  const [first, ...events] = records(Object.values(files)[0] ?? new Uint8Array())

  it('begins as those that TensorFlow writes', () => {
    const bytes = Object.values(files)[0] ?? new Uint8Array()
    // A length of 24 with the check that every such file has, then the wall time and the version.
    expect(Buffer.from(bytes.subarray(0, 13)).toString('hex')).toBe('1800000000000000a37f4b2209')
    expect(
      Buffer.from(first ?? [])
        .subarray(11)
        .toString(),
    ).toBe('brain.Event:2')
  })

  it('has the curves by iteration, with the time of each point', () => {
    expect(events.map(scalarsOf)).toEqual([
      {
        wallTime: SECONDS + 1.5,
        step: 10,
        values: { 'train/loss': 2, 'train/accuracy': 0.25, learning_rate: Math.fround(0.1) },
      },
      { wallTime: SECONDS + 1.5, step: 15, values: { 'validation/loss': 1.5, 'validation/accuracy': 0.5 } },
      {
        wallTime: SECONDS + 3,
        step: 20,
        values: { 'train/loss': 1, 'train/accuracy': 0.75, learning_rate: Math.fround(0.01) },
      },
    ])
  })
})

it('CRC-32C is that of RFC 3720', () => {
  const check = (bytes: readonly number[]): string => crc32c(Uint8Array.from(bytes)).toString(16)
  expect(check([...'123456789'].map((digit) => digit.charCodeAt(0)))).toBe('e3069283')
  expect(check(Array.from({ length: 32 }, () => 0))).toBe('8a9136aa')
  expect(check(Array.from({ length: 32 }, () => 255))).toBe('62a8ab43')
  expect(check(Array.from({ length: 32 }, (_, at) => at))).toBe('46dd794e')
})
