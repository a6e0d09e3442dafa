import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { asarOf } from '../../scripts/runtime/asar.mjs'
import { restoreDefaultFuses } from '../../scripts/runtime/fuses.mjs'
import { zipEntries } from '../../scripts/runtime/zip.mjs'

describe('zipEntries', () => {
  it('reads stored and packed files and tells folders from files', () => {
    const long = 'a'.repeat(10_000)
    const archive = Buffer.from(
      zipSync({
        'one.txt': [strToU8('one'), { level: 0 }],
        folder: { 'two.txt': strToU8(long) },
        'empty/': new Uint8Array(),
      }),
    )

    const entries = [...zipEntries(archive)]

    expect(
      entries.filter((entry) => entry.isFile).map((entry) => [entry.name, entry.read().toString()]),
    ).toEqual([
      ['one.txt', 'one'],
      ['folder/two.txt', long],
    ])
  })

  it('says so when the archive is none', () => {
    expect(() => [
      ...zipEntries(Buffer.from('a web page in place of an archive, as portals send it')),
    ]).toThrow('not a zip archive')
  })
})

describe('asarOf', () => {
  it('puts a table of contents before the contents', () => {
    const archive = asarOf({ 'package.json': '{}', 'main.mjs': 'start()' })

    const tableLength = archive.readUInt32LE(12)
    const table = JSON.parse(archive.toString('utf8', 16, 16 + tableLength))
    const contents = archive.subarray(8 + archive.readUInt32LE(4))
    expect(table).toEqual({
      files: { 'package.json': { size: 2, offset: '0' }, 'main.mjs': { size: 7, offset: '2' } },
    })
    expect(contents.toString()).toBe('{}start()')
  })
})

describe('restoreDefaultFuses', () => {
  it('sets the switches behind the sentinel and nothing else', () => {
    const before = Buffer.from('before-dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0811110011-after', 'latin1')

    restoreDefaultFuses(before)

    expect(before.toString('latin1')).toBe('before-dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810110001-after')
  })

  it('refuses an executable that is not Electron', () => {
    expect(() => restoreDefaultFuses(Buffer.alloc(100))).toThrow('not Electron')
  })
})
