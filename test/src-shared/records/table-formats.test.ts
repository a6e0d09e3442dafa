import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { readTable } from '#shared/records/import-table'
import type { RunSummary } from '#shared/records/run-summary'
import { exchangeTable, type RunTable, wholeTable } from '#shared/records/run-table'
import type { CellValue, ColumnType } from '#shared/records/table-cell'
import { TABLE_COLUMNS } from '#shared/records/table-columns'
import { TABLE_FORMATS } from '#shared/records/table-formats'
import { exampleRun } from '../../helpers/example-runs'
import { fixtureTable, importedRuns } from '../../helpers/fixture-tables'

const columns: RunTable['columns'] = [
  { id: 'share', type: 'accuracy' },
  { id: 'number', type: 'number' },
  { id: 'whole', type: 'integer' },
  { id: 'truth', type: 'boolean' },
  { id: 'words', type: 'text' },
  { id: 'moment', type: 'date' },
]

// A text with half of a surrogate pair is none in UTF-8.
const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const moment = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const cells: Readonly<Record<ColumnType, fc.Arbitrary<CellValue>>> = {
  accuracy: fc.double({ min: 0, max: 1, noNaN: true }),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  integer: fc.maxSafeInteger(),
  boolean: fc.boolean(),
  text: fc.oneof(text, fc.constantFrom('', '한국어 메모', '=1+1', 'it\'s "quoted"\n', '가'.repeat(20_000))),
  list: text,
  date: moment,
}
const tables: fc.Arbitrary<RunTable> = fc
  .array(fc.tuple(...columns.map(({ type }) => fc.option(cells[type], { nil: null }))), { maxLength: 30 })
  .map((rows) => ({ columns, rows }))

const objects = ({ rows, columns: named }: RunTable): readonly Record<string, CellValue>[] =>
  rows.map((row) => Object.fromEntries(named.map(({ id }, place) => [id, row[place] ?? null])))

const linesOf = (file: string): readonly unknown[] =>
  file
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown)

/** What another reader finds in a Parquet file, with whole numbers and moments as the table has them. */
async function parquetObjects(bytes: Uint8Array<ArrayBuffer>): Promise<readonly unknown[]> {
  const rows = await parquetReadObjects({ file: bytes.buffer })
  const plain = (value: unknown): unknown =>
    typeof value === 'bigint' ? Number(value) : value instanceof Date ? value.toISOString() : value
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([id, value]) => [id, plain(value)])))
}

const dataset = { name: '과일', side: 32, classNames: ['사과', '배'], trainImages: 4, testImages: 2 }
const runs: readonly RunSummary[] = [
  ...importedRuns(fixtureTable('reference-table.csv')),
  exampleRun('01M8A2VNSA7JJ7XDMZ1FDBSJHY', {
    design: { initialization: 0.01, hidden: [] },
    record: { identity: 'a'.repeat(64), testLoss: null },
  }),
  exampleRun('01M8A2VNSA7JJ7XDMZ1FDBSJHZ', {
    record: { identity: 'b'.repeat(64), data: 'd'.repeat(64), dataset, author: '=김하나' },
    annotations: { title: '둘째 시도', tags: ['가', '나'], star: true, note: '긴 글\n'.repeat(3000) },
    summary: { doubt: { code: 'changed', values: {} } },
  }),
]
const whole = wholeTable(runs)

describe('JSON lines', () => {
  it('keep every value of a table', () => {
    fc.assert(
      fc.property(tables, (table) => {
        // JSON has no negative zero.
        const positive = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
        expect(linesOf(TABLE_FORMATS.jsonl(table))).toEqual(positive(objects(table)))
      }),
      { numRuns: 40 },
    )
  })

  it('have the columns of the CSV in its order, in each line', () => {
    const [header = ''] = TABLE_FORMATS.csv(whole).split('\n')
    const lines = linesOf(TABLE_FORMATS.jsonl(whole))
    expect(lines).toHaveLength(runs.length)
    for (const line of lines) expect(Object.keys(line as object).join(',')).toBe(header)
    expect(lines.at(-2)).toMatchObject({ weight_init_std: '0.01', hidden_size_list: '[]', test_loss: null })
    expect(lines.at(-1)).toMatchObject({ dataset: '과일', doubt: 'changed', star: true, author: '=김하나' })
  })

  it('are read as the rows that the CSV is read as', () => {
    const rows = (file: string): readonly unknown[] => readTable(file).rows.map(({ content }) => content)
    const fromLines = rows(TABLE_FORMATS.jsonl(whole))
    expect(fromLines).toHaveLength(runs.length)
    expect(fromLines).toEqual(rows(TABLE_FORMATS.csv(whole)))
    expect(readTable(TABLE_FORMATS.jsonl(whole)).problems).toEqual([])
  })

  it('are read where a list is one, as other programs write it', () => {
    const [line] = linesOf(TABLE_FORMATS.jsonl(exchangeTable(runs)))
    const listed = JSON.stringify({ ...(line as object), hidden_size_list: [1, 100] })
    expect(readTable(`\uFEFF${listed}\r\n\r\n${listed}`).rows[1]?.content.experiment.design.hidden).toEqual([
      1, 100,
    ])
  })

  it.each([
    ['{"hidden_size_list": "[1', 'names none of the 14 columns'],
    ['{}\n{}', 'names none of the 14 columns'],
  ])('%j is no table', (file, reason) => {
    expect(readTable(file).problems[0]?.reason).toContain(reason)
  })

  it('a line that is cut, has other names or is no object is named, and the others are taken', () => {
    const [line = ''] = TABLE_FORMATS.jsonl(exchangeTable(runs)).split('\n')
    const other = line.replace('"time"', '"__proto__"')
    const file = [
      line,
      line.slice(0, -9),
      other,
      '[1, 2]',
      '7',
      `${line} ${line}`,
      '[['.repeat(99),
      line,
    ].join('\n')
    const { rows, problems } = readTable(file)
    expect(rows.map((row) => row.line)).toEqual([1, 8])
    expect(problems).toEqual(
      [2, 3, 4, 5, 6, 7].map((at) => ({
        line: at,
        kind: 'row',
        reason: 'The line is not a JSON object with the names of the first one.',
      })),
    )
  })
})

describe('Parquet', () => {
  it('keeps every value of a table, and what is not known is null', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        expect(await parquetObjects(TABLE_FORMATS.parquet(table))).toEqual(objects(table))
      }),
      { numRuns: 40 },
    )
  })

  it('has the columns of the CSV, each with its type', () => {
    const { children } = parquetSchema(parquetMetadata(TABLE_FORMATS.parquet(whole).buffer))
    const types = Object.fromEntries(
      children.map(({ element }) => [element.name, element.converted_type ?? element.type]),
    )
    expect(Object.keys(types)).toEqual(whole.columns.map(({ id }) => id))
    expect(types).toMatchObject({
      test_acc: 'DOUBLE',
      batch_size: 'INT64',
      use_dropout: 'BOOLEAN',
      weight_init_std: 'UTF8',
      hidden_size_list: 'UTF8',
      started: 'TIMESTAMP_MILLIS',
    })
    expect(whole.columns).toHaveLength(TABLE_COLUMNS.length)
  })

  it('holds the runs that the JSON lines hold', async () => {
    expect(await parquetObjects(TABLE_FORMATS.parquet(whole))).toEqual(linesOf(TABLE_FORMATS.jsonl(whole)))
    expect(await parquetObjects(TABLE_FORMATS.parquet(wholeTable([])))).toEqual([])
  })
})
