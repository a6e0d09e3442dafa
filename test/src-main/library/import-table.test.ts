import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LARGEST_TABLE } from '#shared/records/import-report'
import { exchangeCsv } from '#shared/records/table-export'
import { importTable } from '../../../src-main/library/import-table'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { fixtureTable } from '../../helpers/fixture-tables'

const reference = fixtureTable('reference-table.csv')
const utf8 = new TextEncoder()
// A column of Korean makes the difference between the encodings.
const korean = reference.replace(',time\n', ',time,메모\n').replaceAll(/(\d)\n/g, '$1,좋음\n')

/** 좋음 and 메모 in code page 949. */
const CP949: Readonly<Record<string, readonly number[]>> = {
  좋: [0xc1, 0xc1],
  음: [0xc0, 0xbd],
  메: [0xb8, 0xde],
  모: [0xb8, 0xf0],
}
const inCp949 = (text: string): Uint8Array =>
  Uint8Array.from([...text].flatMap((character) => CP949[character] ?? [character.codePointAt(0) ?? 0]))

function inUtf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let place = 0; place < text.length; place += 1)
    view.setUint16(place * 2, text.charCodeAt(place), littleEndian)
  return new Uint8Array(view.buffer)
}

let directory: string
let library: Library
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lab-import-'))
  library = await openLibrary(directory)
})
afterEach(async () => {
  await library.close()
  rmSync(directory, { recursive: true, maxRetries: 10, force: true })
})

describe('importing a table', () => {
  it('brings the reference table once, however often and under whatever name it comes', async () => {
    const first = await importTable(library, 'shared.csv', utf8.encode(reference))
    const again = await importTable(
      library,
      'copy.txt',
      utf8.encode(fixtureTable('pandas-printed-narrow.txt')),
    )

    expect(first).toMatchObject({ file: 'shared.csv', added: 10, known: 0, problems: [], problemCount: 0 })
    expect(again).toMatchObject({ file: 'copy.txt', added: 0, known: 10, problems: [], problemCount: 0 })
    expect(await library.list()).toHaveLength(10)
  })

  it('gives back what it took', async () => {
    await importTable(library, 'shared.csv', utf8.encode(reference))

    const runs = await library.list()
    const byTestAccuracy = [...runs].sort(
      (a, b) => (b.record.testAccuracy ?? 0) - (a.record.testAccuracy ?? 0),
    )
    expect(exchangeCsv(byTestAccuracy)).toBe(fixtureTable('pandas-without-index.csv'))
    expect(
      runs.every(({ origin, record }) => origin === 'imported' && record.imported?.file === 'shared.csv'),
    ).toBe(true)
  })

  it('takes a row once that stands in the table twice', async () => {
    const [header, row] = reference.split('\n')
    const report = await importTable(library, 'twice.csv', utf8.encode([header, row, row].join('\n')))

    expect(report).toMatchObject({ added: 1, known: 1, problems: [] })
  })

  it('takes the good rows and names the others', async () => {
    const lines = reference.trimEnd().split('\n')
    lines[3] = (lines[3] ?? '').replace('elu', '=cmd()')
    const report = await importTable(library, 'faults.csv', utf8.encode(lines.join('\r\n')))

    expect(report).toMatchObject({
      added: 9,
      problems: [{ line: 4, reason: 'activation is “=cmd()”, which this lab does not know.' }],
    })
  })
})

describe('the encoding of a table', () => {
  it.each([
    ['UTF-8 with a mark', utf8.encode(`\uFEFF${korean}`), null],
    ['UTF-16 (little endian)', inUtf16(`\uFEFF${korean}`, true), 'UTF-16 (little endian)'],
    ['UTF-16 (big endian)', inUtf16(`\uFEFF${korean}`, false), 'UTF-16 (big endian)'],
    ['UTF-16 without a mark', inUtf16(korean, true), 'UTF-16 (little endian)'],
    ['code page 949', inCp949(korean), 'EUC-KR (CP949)'],
  ])('%s is read and named', async (_, bytes, name) => {
    const report = await importTable(library, 'table.csv', bytes)

    expect(report.added).toBe(10)
    const told = report.problems.map(({ reason }) => reason)
    expect(told).toContain('The column “메모” is not one of the 14; it was left out.')
    expect(told.filter((reason) => reason.startsWith('The file is not UTF-8'))).toEqual(
      name === null ? [] : [`The file is not UTF-8; it was read as ${name}.`],
    )
  })

  it.each([
    [new Uint8Array(LARGEST_TABLE + 1), 'at most 32 MB; nothing was read'],
    [Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 9, 9), 'Excel workbook'],
    [Uint8Array.of(0x80, 0xff, 0x80, 0xff), 'not text in UTF-8, UTF-16 or EUC-KR'],
    [Uint8Array.of(65, 0, 0, 0, 66), 'zero bytes'],
    [new Uint8Array(), 'The file is empty.'],
  ])('what is no table is refused with a sentence', async (bytes, part) => {
    const report = await importTable(library, 'file', bytes)

    expect(report).toMatchObject({ added: 0, known: 0 })
    expect(report.problems).toHaveLength(1)
    expect(report.problems[0]?.reason).toContain(part)
  })
})

describe('a library with files that were edited or cut', () => {
  it('names each of them, shows the others and changes none', async () => {
    await importTable(library, 'shared.csv', utf8.encode(reference))
    const [first, second, third] = (await library.list()).map(({ record }) => record.id)
    await library.close()
    const path = (id = ''): string => join(directory, 'runs', id, 'record.json')
    const whole = readFileSync(path(first), 'utf8')
    writeFileSync(path(first), whole.slice(0, whole.length / 2))
    writeFileSync(path(second), readFileSync(path(second), 'utf8').replace('"hidden"', '"hiden"'))
    writeFileSync(path(third), '')

    library = await openLibrary(directory)

    expect((await library.list()).map(({ record }) => record.id)).not.toContain(first)
    expect(await library.list()).toHaveLength(7)
    for (const id of [first, second, third]) {
      expect(library.problems.some(({ file, reason }) => file.includes(id ?? '-') && reason !== '')).toBe(
        true,
      )
    }
    expect(readFileSync(path(first), 'utf8')).toBe(whole.slice(0, whole.length / 2))
  })
})
