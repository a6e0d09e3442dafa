import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isSettled, plainSignatureNow, signatureNow } from '../../../src-main/library/folder-signature'
import { FILES } from '../../../src-main/library/library-paths'

const AN_HOUR_AGO = new Date(Date.now() - 3_600_000)

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'signature-'))
  writeFileSync(join(path, FILES.record), '{"a":1}')
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

const record = () => join(path, FILES.record)

const CHANGES: readonly (readonly [what: string, change: () => void])[] = [
  ['its first edit comes', () => mkdirSync(join(path, FILES.notes))],
  ['its first replay comes', () => mkdirSync(join(path, FILES.replays))],
  ['weights come', () => writeFileSync(join(path, 'weights.safetensors'), 'w')],
  ['the record is written over, as long as before', () => writeFileSync(record(), '{"a":2}')],
  [
    'another record of the same time and length takes its place',
    () => {
      const { atime, mtime } = statSync(record())
      const { atime: read, mtime: changed } = statSync(path)
      writeFileSync(join(path, 'other'), '{"a":2}')
      utimesSync(join(path, 'other'), atime, mtime)
      renameSync(join(path, 'other'), record())
      utimesSync(path, read, changed)
    },
  ],
  ['the record goes', () => rmSync(record())],
  ['the folder goes', () => rmSync(path, { recursive: true })],
  [
    'a file takes its place',
    () => {
      rmSync(path, { recursive: true })
      writeFileSync(path, '')
    },
  ],
]

/** What is looked at of a folder that is known. */
function isSame(known: string, at: number): boolean {
  return (isSettled(known, at) ? plainSignatureNow(path) : signatureNow(path)) === known
}

describe.each([
  ['that has just changed', () => undefined],
  ['that has not changed for an hour', () => utimesSync(path, AN_HOUR_AGO, AN_HOUR_AGO)],
])('a folder %s', (_, prepare) => {
  beforeEach(prepare)

  it('is the same while nothing happens', () => {
    expect(isSame(signatureNow(path), Date.now())).toBe(true)
  })

  it.each(CHANGES)('is not the same after %s', (__, change) => {
    const [at, known] = [Date.now(), signatureNow(path)]
    change()
    expect(isSame(known, at)).toBe(false)
  })
})

it('has settled when its last change is long ago, and not where edits or replays may grow in it', () => {
  const settled = () => isSettled(signatureNow(path), Date.now())
  expect(settled()).toBe(false)
  utimesSync(path, AN_HOUR_AGO, AN_HOUR_AGO)
  expect(settled()).toBe(true)
  mkdirSync(join(path, FILES.notes))
  utimesSync(path, AN_HOUR_AGO, AN_HOUR_AGO)
  expect(settled()).toBe(false)
})

it('sees edits that come in the same moment as the change before, where the disk gives both the same time', () => {
  const [at, known] = [Date.now(), signatureNow(path)]
  const { atime, mtime } = statSync(path)
  mkdirSync(join(path, FILES.notes))
  utimesSync(path, atime, mtime)
  expect(isSame(known, at)).toBe(false)
})

it.each([FILES.notes, FILES.replays])('sees %s grow, whenever the folder itself changed last', (name) => {
  mkdirSync(join(path, name))
  utimesSync(join(path, name), AN_HOUR_AGO, AN_HOUR_AGO)
  utimesSync(path, AN_HOUR_AGO, AN_HOUR_AGO)
  const [at, known] = [Date.now(), signatureNow(path)]
  expect(isSame(known, at)).toBe(true)
  writeFileSync(join(path, name, 'one.json'), '{}')
  expect(isSame(known, at)).toBe(false)
})
