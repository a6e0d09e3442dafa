import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCsv } from '#shared/records/csv-parse'
import type { ImportReport } from '#shared/records/import-report'
import type { RunSummary } from '#shared/records/run-summary'
import { EXCHANGE_COLUMN_IDS, TABLE_COLUMNS } from '#shared/records/table-columns'
import { labIn } from '../../helpers/lab-in-process'

const table = fileURLToPath(new URL('../../fixtures/tables/reference-table.csv', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lab-runs-'))
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))
const lab = labIn(join(folder, 'library'), { programs: folder, data: folder })

async function json(...words: readonly string[]): Promise<readonly RunSummary['record'][]> {
  const { lines } = await lab('runs', '--json', ...words)
  return JSON.parse(lines[0] ?? '') as readonly RunSummary['record'][]
}

beforeAll(async () => {
  expect((await lab('import', table)).lines).toEqual([
    'reference-table.csv: numbers were read with decimal points, nothing between thousands, and accuracies from 0 to 1.',
    'reference-table.csv: 10 added, 0 known before, 0 problems.',
  ])
})

it('lab diagnostics tells what a report of a fault should hold', async () => {
  const { code, lines } = await lab('diagnostics')
  expect(code).toBe(0)
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    expect.stringMatching(/^lab \d/),
    ...['Runtime', 'System', 'Machine', 'Engine', 'Speed', 'Library'],
  ])
  expect(lines.at(-1)).toMatch(/: 10 runs, 0 files with problems$/)
  const facts: unknown = JSON.parse((await lab('diagnostics', '--json')).lines[0] ?? '')
  expect(facts).toMatchObject({ library: { runs: 10, problems: 0 } })
})

describe('lab import', () => {
  it('takes a table once', async () => {
    const { code, lines } = await lab('import', table, '--json')

    expect(code).toBe(0)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      file: 'reference-table.csv',
      added: 0,
      known: 10,
      problems: [],
    })
  })

  it('names lines that it cannot take and fails where it took nothing', async () => {
    const bad = join(folder, 'bad.csv')
    writeFileSync(
      bad,
      readFileSync(table, 'utf8').split('\n').slice(0, 2).join('\n').replace('Momentum', 'Sometimes'),
    )

    expect(await lab('import', bad)).toEqual({
      code: 1,
      lines: [
        'bad.csv, line 2: optimizer is “Sometimes”, which this lab does not know.',
        'bad.csv: numbers were read with decimal points, nothing between thousands, and accuracies from 0 to 1.',
        'bad.csv: 0 added, 0 known before, 1 problems.',
      ],
      notes: [],
    })
  })

  it('takes several files, and one that is no table or not there keeps none of the others away', async () => {
    const [header, first = '', second = ''] = readFileSync(table, 'utf8').split('\n')
    const write = (name: string, text: string): string => {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    }
    const files = [
      write('one.csv', `${header}\n${first}\n`),
      write('letter.txt', 'Dear reader,\n'),
      join(folder, 'away.csv'),
      write('two.csv', `${header}\n${second}\n${first}\n`),
    ]
    const library = join(folder, 'several')

    const { code, lines } = await lab('import', ...files, '--library', library, '--json')

    const reports = JSON.parse(lines.at(-1) ?? '') as readonly ImportReport[]
    expect(reports.map(({ file, added, known }) => [file, added, known])).toEqual([
      ['one.csv', 1, 0],
      ['letter.txt', 0, 0],
      ['away.csv', 0, 0],
      ['two.csv', 1, 1],
    ])
    expect(reports[2]?.problems[0]?.reason).toMatch(/^Cannot read .*away\.csv/)
    expect(code).toBe(1)
    expect((await lab('import', ...files.slice(0, 1), ...files.slice(3), '--library', library)).code).toBe(0)
    expect((await lab('import')).notes[0]).toBe('lab import takes one file or several.')
  })

  it('tells that a file is not there', async () => {
    expect((await lab('import', join(folder, 'nothing.csv'))).notes[0]).toMatch(/^Cannot read .*nothing\.csv/)
  })
})

describe('lab runs', () => {
  it('sorts by several columns', async () => {
    const runs = await json('--sort', 'activation,test_acc:asc')

    expect(runs.map(({ experiment, testAccuracy }) => [experiment.design.activation, testAccuracy])).toEqual([
      ['elu', 0.6455],
      ['elu', 0.8335],
      ['elu', 0.8415],
      ['elu', 0.9038],
      ['selu', 0.9025],
      ['selu', 0.903],
      ['selu', 0.9057],
      ['selu', 0.9062],
      ['sigmoid', 0.7271],
      ['sigmoid', 0.8388],
    ])
  })

  it('keeps those that a filter lets through', async () => {
    const runs = await json('--where', 'test_acc > 0.9 and not optimizer = Nadam', '--sort', 'test_acc')

    expect(runs.map(({ testAccuracy }) => testAccuracy)).toEqual([0.9062, 0.9057, 0.903, 0.9025])
  })

  it.each([
    [
      ['--where', 'test_acc >'],
      'Cannot understand --where at character 11: After test_acc > a value is expected.',
    ],
    [['--sort', 'beauty'], 'There is no column "beauty" to sort by'],
    [['--sort', 'time:up'], '--sort time:up must end in :asc or :desc, or in nothing.'],
    [['--csv', '/nowhere/at/all.csv'], 'Cannot write /nowhere/at/all.csv'],
  ])('tells what is wrong with %j', async (words, sentence) => {
    const { code, notes } = await lab('runs', ...words)

    expect(code).toBe(1)
    expect(notes[0]).toContain(sentence)
  })

  it('writes a CSV that begins with the 14 columns and is read back', async () => {
    const file = join(folder, 'runs.csv')
    await lab('runs', '--csv', file)

    const [header] = parseCsv(readFileSync(file, 'utf8'))
    expect(header?.cells.slice(0, 14)).toEqual([...EXCHANGE_COLUMN_IDS])
    expect(header?.cells).toHaveLength(TABLE_COLUMNS.length)
    const { added, known } = JSON.parse((await lab('import', file, '--json')).lines[0] ?? '') as Record<
      string,
      number
    >
    expect({ added, known }).toEqual({ added: 0, known: 10 })
  })

  it('writes JSON lines, which add nothing when they are read back, and Parquet of the runs that are asked for', async () => {
    const [lines, parquet] = [join(folder, 'runs.jsonl'), join(folder, 'runs.parquet')]
    const { notes } = await lab('runs', '--where', 'activation = elu', '--jsonl', lines, '--parquet', parquet)

    expect(notes).toEqual([`Wrote 4 runs to ${lines}.`, `Wrote 4 runs to ${parquet}.`])
    expect((await lab('import', lines)).lines.at(-1)).toBe('runs.jsonl: 0 added, 4 known before, 0 problems.')
    const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(parquet)).buffer })
    expect(rows.map(({ activation }) => activation as unknown)).toEqual(['elu', 'elu', 'elu', 'elu'])
  })
})
