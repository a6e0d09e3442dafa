import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stampOf } from '../../src-main/base/hybrid-clock'
import { sealItem, sealMarker } from '../../src-main/sharing/core/envelope'
import type { Bodies } from '../../src-main/sharing/core/item'
import { type Kind, pathOf } from '../../src-main/sharing/core/paths'
import { sampleCurves, sampleRecord } from '../src-main/sharing/helpers/sample-records'

// Writes what test/fixtures/sharing keeps of this version. Run once for a released format; the result is never changed.
const [folder = ''] = process.argv.slice(2)
const START = Date.UTC(2026, 0, 15, 12)
const RUN = '01KF16G700J5S8K2T0ZRX3M4QN'
const DEVICE = 'a1b2c3d4'
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

function put(path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function share<K extends Kind>(kind: K, id: string, body: Bodies[K], later = 0): void {
  const item = { kind, id, device: DEVICE, stamp: stampOf(START + later), body }
  put(pathOf(item), sealItem(item, digest))
}

const { experiment } = sampleRecord(RUN)
put('folder.json', sealMarker('01KF16G700QZ7KC5MD4BHX1S2M'))
share('run', RUN, sampleRecord(RUN, { startedAt: new Date(START).toISOString() }))
share('curves', RUN, sampleCurves(RUN))
share('note', RUN, { run: RUN, edit: { title: '첫 실행', star: true } }, 1)
share('gone', RUN, { run: RUN, gone: true }, 2)
share('gone', RUN, { run: RUN, gone: false }, 3)
share(
  'replay',
  RUN,
  { run: RUN, at: new Date(START + 4).toISOString(), author: 'Ben', identical: true, difference: null },
  4,
)
share('person', DEVICE, { name: '에이다' }, 5)
share(
  'claim',
  RUN,
  { identity: 'a'.repeat(64), experiment, state: 'planned', since: new Date(START).toISOString() },
  6,
)
