import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REFERENCE_ROWS } from '#shared/experiment/reference-rows'
import { readTable, rowIdentityJson } from '#shared/records/import-table'
import { fixtureTable, importedRuns } from '../../helpers/fixture-tables'

const HEADER = fixtureTable('pandas-without-index.csv').split('\n')[0] ?? ''
const ROW = '"[256, 64]",selu_tmp,xavier,0.0,True,0.25,False,10000,512,0.01,Momentum,0.974417,0.903,340.17342'
const table = (...rows: readonly string[]): string => [HEADER, ...rows, ''].join('\n')
const reasons = (text: string): readonly string[] =>
  readTable(text).problems.map(({ line, reason }) => `${line}: ${reason}`)
const contents = (text: string): readonly string[] =>
  readTable(text).rows.map((row) => rowIdentityJson(row.content))

describe('the reference table', () => {
  const { rows, problems } = readTable(fixtureTable('reference-table.csv'))

  it('is read whole', () => {
    expect(problems).toEqual([])
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('says what the rows of the reference project were', () => {
    const known = REFERENCE_ROWS.slice(0, 10)
    rows.forEach(({ content }, index) => {
      const expected = known[index]
      expect(content.experiment.design).toEqual(expected?.experiment.design)
      expect(content.trainAccuracy).toBe(expected?.theirTrainAccuracy)
      expect(content.testAccuracy).toBe(expected?.theirTestAccuracy)
      expect(content.seconds).toBe(expected?.theirSeconds)
      const { iterations, batchSize, learningRate, optimizer, weightDecay } = expected?.experiment.plan ?? {}
      expect(content.experiment.plan).toMatchObject({
        iterations,
        batchSize,
        learningRate,
        optimizer,
        weightDecay,
      })
    })
  })

  it.each([
    'pandas-without-index.csv',
    'pandas-printed-wide.txt',
    'pandas-printed-narrow.txt',
    'pandas-tabs.txt',
  ])('is the same table in %s', (name) => {
    expect(reasons(fixtureTable(name))).toEqual([])
    expect(contents(fixtureTable(name))).toEqual(rows.map((row) => rowIdentityJson(row.content)))
  })

  it('is the same table after a spreadsheet made it semicolons and CRLF', () => {
    const lines = fixtureTable('pandas-tabs.txt').replaceAll('\t', ';').replaceAll('\n', '\r\n')
    expect(contents(`\uFEFF${lines}`)).toEqual(rows.map((row) => rowIdentityJson(row.content)))
  })
})

describe('an imported record', () => {
  it('has the same id wherever and whenever the same row is read', () => {
    const ids = importedRuns(fixtureTable('reference-table.csv')).map(({ record }) => record.id)
    const reversed = table(...fixtureTable('pandas-without-index.csv').trim().split('\n').slice(1).reverse())
    expect(importedRuns(reversed).map(({ record }) => record.id)).toEqual(ids.toReversed())
    expect(new Set(ids).size).toBe(10)
    for (const id of ids) expect(id).toMatch(/^0{10}[0-9A-HJKMNP-TV-Z]{16}$/)
  })

  it('claims nothing that the table does not say', () => {
    const [run] = importedRuns(table(ROW))
    expect(run?.record).toMatchObject({
      identity: null,
      data: null,
      validationAccuracy: null,
      startedAt: null,
      machine: null,
    })
  })
})

describe('a table with faults', () => {
  it.each([
    [ROW.replace('10000', 'many'), 'iters_num is “many”, which is not a number.'],
    [ROW.replace('10000', '10.5'), 'iters_num is 10.5, but must be a whole number.'],
    [ROW.replace(',512,', ',0,'), 'batch_size is 0, but must be between 1 and 8192.'],
    [ROW.replace('selu_tmp', 'swish'), 'activation is “swish”, which this lab does not know.'],
    [ROW.replace('xavier', '-1'), 'weight_init_std is “-1”, which this lab does not know.'],
    [ROW.replace('Momentum', '=SUM(A1)'), 'optimizer is “=SUM(A1)”, which this lab does not know.'],
    [
      ROW.replace('[256, 64]', '[256, wide]'),
      'hidden_size_list is “[256, wide]”, which is not a list of layer widths such as [256, 64].',
    ],
    [
      ROW.replace('[256, 64]', '[256, 9999]'),
      'hidden_size_list has a layer of 9999, but at most 4096 are allowed.',
    ],
    [ROW.replace('True', 'perhaps'), 'use_dropout is “perhaps”, but must be True or False.'],
    [ROW.replace('0.25', ''), 'dropout_ratio is empty.'],
    [ROW.replace('0.903', '90.3'), 'test_acc is 90.3, but must be between 0 and 1.'],
    [ROW.replace('340.17342', 'inf'), 'time is “inf”, which is not a number.'],
    [`${ROW},7`, 'The row has 15 cells, but the header has 14.'],
    ['"[256, 64],selu_tmp', 'A quoted cell is not closed, or has text after it.'],
  ])('names the row %s and takes the others', (bad, reason) => {
    const text = bad.startsWith('"[256, 64],')
      ? table(ROW, bad)
      : table(ROW, bad, ROW.replace('0.903', '0.904'))
    expect(reasons(text)).toEqual([`3: ${reason}`])
    expect(contents(text)).toHaveLength(bad.startsWith('"[256, 64],') ? 1 : 2)
  })

  it('names columns that are missing and reads nothing where they are needed', () => {
    const text = table(ROW).replace(',learning_rate', '').replace(',0.01', '')
    expect(reasons(text)).toEqual([
      '1: The table has no column learning_rate; without it none of its rows can be read.',
    ])
    expect(contents(text)).toEqual([])
  })

  it('takes rows without time and names columns that it does not know', () => {
    const text = `${HEADER.replace(',time', ',comment')}\n${ROW.replace('340.17342', 'fine')}\n`
    expect(reasons(text)).toEqual([
      '1: The table has no column time; its rows are taken without it.',
      '1: The column “comment” is not one of the 14; it was left out.',
    ])
    expect(readTable(text).rows[0]?.content.seconds).toBeNull()
  })

  it('tells where a printed table leaves rows out', () => {
    const lines = fixtureTable('pandas-printed-wide.txt').split('\n')
    const text = [
      ...lines.slice(0, 4),
      lines[3]?.replaceAll(/\S+/g, '...'),
      ...lines.slice(4),
      '[92 rows x 14 columns]',
    ].join('\n')
    expect(reasons(text)).toEqual([
      '5: Dots stand for rows that were not printed; print the whole table, or save it with to_csv.',
    ])
    expect(contents(text)).toHaveLength(10)
  })

  it.each(['', '\n\n', 'hello', '<html><body>no table</body></html>', '{"a": 1}', '\u0000\u0001'])(
    'is refused as a whole: %j',
    (text) => {
      const { rows, problems } = readTable(text)
      expect(rows).toEqual([])
      expect(problems).toHaveLength(1)
      expect(problems[0]?.line).toBe(0)
    },
  )

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, withHeader) => {
        const { rows, problems } = readTable(withHeader ? table(text) : text)
        return rows.length + problems.length >= (text.trim() === '' && withHeader ? 0 : 1)
      }),
    )
  })
})
