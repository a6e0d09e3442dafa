import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportReport } from '#shared/records/import-report'
import type { RunSummary } from '#shared/records/run-summary'
import { wholeTable } from '#shared/records/run-table'
import { exchangeCsv } from '#shared/records/table-export'
import { TABLE_FORMATS } from '#shared/records/table-formats'
import { importTable } from '../../../src-main/library/import-table'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { exampleRun } from '../../helpers/example-runs'
import { fixtureTable } from '../../helpers/fixture-tables'

let directory: string
let library: Library
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lab-known-'))
  library = await openLibrary(directory)
})
afterEach(async () => {
  await library.close()
  rmSync(directory, { recursive: true, maxRetries: 10, force: true })
})

const take = (text: string): Promise<ImportReport> =>
  importTable(library, 'table.csv', new TextEncoder().encode(text))
const wholeCsv = (runs: readonly RunSummary[]): string => TABLE_FORMATS.csv(wholeTable(runs))

describe("the lab's own export", () => {
  it('keeps that a run is not believed, from table to table', async () => {
    const lie = exampleRun('01M8A2VNSA7JJ7XDMZ1FDBSJHY', {
      record: { identity: 'a'.repeat(64) },
      summary: { doubt: { code: 'accuracy', values: { found: 1, expected: 0.5 } } },
    })
    expect(await take(wholeCsv([lie]))).toMatchObject({ added: 1, problemCount: 0 })
    const told = { code: 'told', values: { found: 'accuracy' } }
    expect((await library.list())[0]?.doubt).toEqual(told)
    // Another process reads it from the disk.
    const again = await openLibrary(directory)
    const runs = await again.list()
    await again.close()
    expect(runs[0]?.doubt).toEqual(told)
    expect(exchangeCsv(runs).trimEnd()).toMatch(/,accuracy$/)
    expect(await take(exchangeCsv(runs))).toMatchObject({ added: 0, known: 1, problemCount: 0 })
  })

  it('keeps how a run ended, and which run it was', async () => {
    const text = fixtureTable('own-export-with-diverged.csv')
    expect(await take(text)).toMatchObject({ added: 2, known: 0, problemCount: 0 })
    const runs = await library.list()
    const diverged = runs.find(({ record }) => record.stopReason === 'diverged')
    expect(diverged?.record).toMatchObject({ iterations: 3, plannedIterations: 300 })
    expect(diverged?.record.imported?.id).toBe('01M8A2VNSA7JJ7XDMZ1FDBSJHY')
    expect(await take(text)).toMatchObject({ added: 0, known: 2 })
    // What an import writes goes on being read: the export of the import tells the same.
    expect(await take(wholeCsv(runs))).toMatchObject({ added: 0, known: 2, problemCount: 0 })
  })

  it('keeps the results and the author that the 14 columns lack, and the id of the row without them', async () => {
    const run = exampleRun('01M8A2VNSA7JJ7XDMZ1FDBSJHY', {
      record: {
        identity: 'a'.repeat(64),
        author: '김하나',
        validationAccuracy: 0.8125,
        trainLoss: 0.25,
        validationLoss: 1 / 3,
        testLoss: 0.4375,
      },
    })
    expect(await take(wholeCsv([run]))).toMatchObject({ added: 1, problems: [] })
    const [kept] = await library.list()
    expect(kept?.record).toMatchObject({
      author: '김하나',
      validationAccuracy: 0.8125,
      trainLoss: 0.25,
      validationLoss: 1 / 3,
      testLoss: 0.4375,
    })
    const elsewhere = await openLibrary(join(directory, 'elsewhere'))
    await importTable(elsewhere, 'table.csv', new TextEncoder().encode(exchangeCsv([run])))
    const [bare] = await elsewhere.list()
    await elsewhere.close()
    expect(bare?.record).toMatchObject({
      id: kept?.record.id,
      author: '',
      validationAccuracy: null,
      testLoss: null,
    })
  })

  it('refuses a row whose loss is no number, with the name of the column', async () => {
    const text = fixtureTable('own-export-with-diverged.csv').replace('1.0141519716691285', 'low')
    const report = await take(text)
    expect(report).toMatchObject({ added: 1, problemCount: 1 })
    expect(report.problems[0]?.reason).toBe('train_loss is “low”, which is not a number.')
  })

  it.each([
    ['all columns', wholeCsv],
    ['the 14 columns', exchangeCsv],
    ['JSON lines', (runs: readonly RunSummary[]) => TABLE_FORMATS.jsonl(wholeTable(runs))],
  ])('adds nothing to its own library: %s', async (_, write) => {
    const id = '01M8A2VNSA7JJ7XDMZ1FDBSJHY'
    const run = exampleRun(id, {
      record: { identity: 'a'.repeat(64), data: 'b'.repeat(64), seconds: 1 / 3, trainAccuracy: 2 / 3 },
    })
    expect(await library.addForeign({ ...run.record, predictions: null }, 'team')).toBe('added')
    expect(await take(write(await library.list()))).toMatchObject({ added: 0, known: 1, problemCount: 0 })
  })

  it('is no run on Fashion-MNIST where it says that it was trained on other data', async () => {
    const dataset = { name: '과일', side: 32, classNames: ['사과', '배'], trainImages: 4, testImages: 2 }
    const own = exampleRun('01M8A2VNSA7JJ7XDMZ1FDBSJHY', { record: { data: 'd'.repeat(64), dataset } })
    const plain = exampleRun('01M8A2VNSA7JJ7XDMZ1FDBSJHZ', { record: { testAccuracy: 0.7 } })
    const report = await take(exchangeCsv([own, plain]))
    expect(report).toMatchObject({ added: 1, known: 0, problemCount: 1, counts: { word: 1 } })
    expect(report.problems).toEqual([
      { line: 2, kind: 'word', reason: 'dataset is “과일”, but only runs on Fashion-MNIST are taken.' },
    ])
    expect((await library.list()).map(({ record }) => record.testAccuracy)).toEqual([0.7])
  })

  it('is refused where it says that a run was still going on', async () => {
    const text = fixtureTable('own-export-with-diverged.csv').replace(',diverged,', ',running,')
    const report = await take(text)
    expect(report).toMatchObject({ added: 1, counts: { end: 1 } })
  })
})

describe('the same table with other digits', () => {
  const names = ['05-full-digits.csv', '05-excel-15-digits.csv', '05-printed-six.csv']
  it.each(names)('is known after %s', async (first) => {
    expect(await take(fixtureTable(first))).toMatchObject({ added: 2 })
    for (const name of names) expect(await take(fixtureTable(name))).toMatchObject({ added: 0, known: 2 })
  })

  it('a run of other accuracies is another run', async () => {
    const text = fixtureTable('00-base.csv')
    await take(text)
    expect(await take(text.replaceAll('0.9031', '0.9032'))).toMatchObject({ added: 1, known: 2 })
  })

  it('rows have the ids that they always had', async () => {
    await take(fixtureTable('reference-table.csv'))
    const ids = (await library.list()).map(({ record }) => record.id).sort()
    expect(ids).toMatchInlineSnapshot(`
      [
        "00000000003KA535W12QE4CYBA",
        "00000000004S6CYBHAW8AXBPTG",
        "00000000006S9FMH2T4HD1RBN9",
        "00000000007N9SWAVBR58SA8JE",
        "0000000000E546W8XWXF61MHBX",
        "0000000000HQMYNFSQQRARP5PZ",
        "0000000000J1VPKZGDFVBR9GQ9",
        "0000000000R03R2KBBQW3ZGRDE",
        "0000000000XNX644AAX2YTDFQV",
        "0000000000YQ6E1T5TMHD7MAHG",
      ]
    `)
  })
})

describe('a long table', () => {
  const rows = (count: number): string => {
    const [header] = fixtureTable('00-base.csv').split('\n')
    const lines = Array.from(
      { length: count },
      (_, index) => `[128],relu,he,0.0,False,,True,5000,256,0.01,Adam,0.95,0.1,${100 + index / 8}`,
    )
    return [header, ...lines].join('\n')
  }

  it('is written whole and heard of in portions, not row by row', async () => {
    const portions: number[] = []
    library.onChange((changed) => portions.push(changed.length))
    const progress: number[] = []
    const report = await importTable(library, 'long.csv', new TextEncoder().encode(rows(2000)), {
      onProgress: (done) => progress.push(done),
    })
    expect(report).toMatchObject({ added: 2000, known: 0, problemCount: 0 })
    expect(readdirSync(join(directory, 'runs'))).toEqual([])
    expect(readdirSync(join(directory, 'imports'))).toHaveLength(1)
    expect(portions.reduce((sum, count) => sum + count, 0)).toBe(2000)
    expect(portions.length).toBeLessThan(1000)
    expect(progress.at(-1)).toBe(2000)
    expect([...progress].sort((a, b) => a - b)).toEqual(progress)
  })

  it('what was taken is what a fresh look at the disk finds', async () => {
    await take(rows(50))
    const told = await library.list()
    const again = await openLibrary(directory)
    expect(await again.list()).toEqual(told)
    await again.close()
  })
})
