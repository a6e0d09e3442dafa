import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '#shared/records/csv-parse'
import { type ReadTable, readTable, rowIdentityJson } from '#shared/records/import-table'
import { fixtureTable } from '../../helpers/fixture-tables'

const HEADER = fixtureTable('00-base.csv').split('\n')[0] ?? ''
const COLUMNS = HEADER.split(',')
const PLAIN = {
  hidden_size_list: '[128]',
  activation: 'relu',
  weight_init_std: 'he',
  weight_decay_lambda: '0',
  use_dropout: 'False',
  dropout_ratio: '',
  use_batchnorm: 'True',
  iters_num: '5000',
  batch_size: '256',
  learning_rate: '1',
  optimizer: 'Adam',
  train_acc: '',
  test_acc: '',
  time: '120',
}
type Cells = Partial<typeof PLAIN>

/** A table of rows that differ from a plain one without any mark in these cells. */
function tableOf(...rows: readonly Cells[]): string {
  const lines = rows.map((cells) =>
    COLUMNS.map(
      (id) => `"${({ ...PLAIN, ...cells } as Record<string, string>)[id]?.replaceAll('"', '""')}"`,
    ).join(','),
  )
  return [HEADER, ...lines, ''].join('\n')
}
const read = (...rows: readonly Cells[]): ReadTable => readTable(tableOf(...rows))
const reasons = ({ problems }: ReadTable): readonly string[] => problems.map(({ reason }) => reason)
const widths = ({ rows }: ReadTable): readonly (readonly number[])[] =>
  rows.map(({ content }) => content.experiment.design.hidden)
const identities = ({ rows }: ReadTable): readonly string[] =>
  rows.map(({ content }) => rowIdentityJson(content))
const POINT: Cells = { learning_rate: '0.25' }
const COMMA: Cells = { learning_rate: '0,25' }

describe('the same table, written by other programs', () => {
  it.each(['01-sep-semicolon.csv', '02-decimal-comma.csv', '09-timedelta.csv', '15-markdown.md'])(
    '%s is the table that pandas writes',
    (name) => {
      const table = readTable(fixtureTable(name))
      expect(reasons(table)).toEqual([])
      const base = identities(readTable(fixtureTable('00-base.csv')))
      const withoutTime = (json: string): string => json.replace(/"time":[\d.]+,/, '')
      const both =
        name === '09-timedelta.csv'
          ? [identities(table), base].map((all) => all.map(withoutTime))
          : [identities(table), base]
      expect(both[0]).toEqual(both[1])
    },
  )

  it('times of day and durations are seconds', () => {
    const { rows } = readTable(fixtureTable('09-timedelta.csv'))
    expect(rows.map(({ content }) => content.seconds)).toEqual([341.25, 120, 1833])
  })

  it('what NumPy and PyTorch write around values is taken away', () => {
    const table = readTable(fixtureTable('04-numpy2.csv'))
    expect(reasons(table)).toEqual([])
    expect(widths(table)).toEqual([
      [256, 64],
      [128, 64],
      [1024, 512],
      [1024, 512],
    ])
    expect(table.rows[0]?.content.trainAccuracy).toBe(0.9751)
    expect(table.rows[3]?.content.testAccuracy).toBe(0.8955)
  })

  it('Markdown may have escapes, text around it and no pipes at the edges', () => {
    const [header = '', row = ''] = tableOf(POINT).replaceAll('"', '').split('\n')
    const pipes = (line: string): string => line.replaceAll(',', ' | ')
    const text = `# Runs\n\nOur best.\n\n${pipes(header).replaceAll('_', '\\_')}\n${pipes(header).replaceAll(/[^|]+/g, ' :--: ')}\n${pipes(row)}\n\nThe end.\n`
    const table = readTable(text)
    expect(reasons(table)).toEqual([])
    expect(widths(table)).toEqual([[128]])
  })

  it('headers may have capitals and spaces', () => {
    const table = readTable(tableOf(POINT).replace(HEADER, HEADER.replaceAll('_', ' ').toUpperCase()))
    expect(reasons(table)).toEqual([])
    expect(table.rows).toHaveLength(1)
  })
})

describe('the decimal mark', () => {
  it('is decided from the whole file, and a cell that could be two numbers is read by it', () => {
    for (const [cells, iterations] of [
      [COMMA, 10_000],
      [POINT, 10],
    ] as const) {
      const table = read({ iters_num: '10.000' }, cells)
      expect(reasons(table)).toEqual([])
      expect(table.rows[0]?.content.experiment.plan.iterations).toBe(iterations)
    }
  })

  it('without evidence the cell is refused with both readings', () => {
    expect(reasons(readTable(fixtureTable('02-thousands-point.csv')))).toEqual([
      'iters_num is “10.000”, which can be 10 or 10000: no number of the file tells its decimal mark.',
      'iters_num is “5.000”, which can be 5 or 5000: no number of the file tells its decimal mark.',
    ])
  })

  it('a number that contradicts the file is refused', () => {
    expect(reasons(read(POINT, POINT, COMMA))).toEqual([
      'learning_rate is “0,25”, but the numbers of the file have decimal points.',
    ])
    expect(read(POINT, COMMA).rows).toEqual([])
  })

  it.each([
    ['1e-05', 1e-5],
    ['1E-05', 1e-5],
    ['+0.5', 0.5],
    ['１', 1],
    ['0．5', 0.5],
    ['5e\u22121', 0.5],
    ['50%', 0.5],
    ['np.float64(0.5)', 0.5],
  ])('%s is a number', (cell, value) => {
    const table = read({ weight_decay_lambda: cell })
    expect(reasons(table)).toEqual([])
    expect(table.rows[0]?.content.experiment.plan.weightDecay).toBe(value)
  })

  it.each(['10 000', '10\u00A0000', '10\u2009000', "10'000", '10’000', '10,000'])(
    '%s is ten thousand',
    (cell) => {
      const table = read({ iters_num: cell }, POINT)
      expect(reasons(table)).toEqual([])
      expect(table.rows[0]?.content.experiment.plan.iterations).toBe(10_000)
    },
  )

  it.each([
    '1,00',
    '1,0000',
    '10,00,000',
    '1.2.3',
    '10 00',
    '1,2,3',
    '#VALUE!',
    '05-Oct',
    '3월 5일',
    '10k',
    '0x10',
  ])('%s is refused as iterations', (cell) =>
    expect(read({ iters_num: cell }, POINT, POINT).rows).toHaveLength(2),
  )

  it('any number in any locale reads back or is refused', () => {
    const locales = ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'ko-KR', 'pt-BR', 'sv-SE']
    const iterations = fc.integer({ min: 1, max: 10_000_000 })
    const seconds = fc.double({ min: 1, max: 1e7, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.array(fc.tuple(iterations, seconds), { minLength: 1, maxLength: 4 }),
        (locale, values) => {
          const written = (value: number): string =>
            value.toLocaleString(locale, { maximumFractionDigits: 20 })
          const table = read(
            ...values.map(([count, time]) => ({ iters_num: written(count), time: written(time) })),
          )
          for (const { line, content } of table.rows) {
            const [count, time] = values[line - 2] ?? []
            expect(content.experiment.plan.iterations).toBe(count)
            expect(content.seconds).toBe(time)
          }
          expect(table.rows.length + table.problemCount).toBe(values.length)
        },
      ),
    )
  })
})

describe('accuracies', () => {
  it('are percentages where all of them are', () => {
    const table = read({ train_acc: '97.51', test_acc: '90.31' }, { test_acc: '88.9 %' })
    expect(table.conventions?.accuracy).toBe('percent')
    expect(table.rows.map(({ content }) => content.testAccuracy)).toEqual([0.9031, 0.889])
  })

  it('above 1 are refused where others are shares', () => {
    expect(reasons(read({ test_acc: '0.9' }, { test_acc: '90.31' }))).toEqual([
      'test_acc is 90.31, but must be between 0 and 1.',
    ])
  })
})

describe('widths', () => {
  it('a comma between thousands is none between widths', () => {
    const table = readTable(fixtureTable('03-thousands-comma-width.csv'))
    expect(reasons(table)).toEqual([])
    expect(widths(table)).toEqual([[1024], [1024, 512], [1024]])
    expect(table.conventions?.thousands).toEqual([','])
  })

  it('a date is refused as one, and 512-256 is a list', () => {
    const table = readTable(fixtureTable('08-excel-date.csv'))
    expect(widths(table)).toEqual([[512, 256]])
    expect(table.counts).toEqual({ date: 3 })
  })

  it.each([
    ['(256, 64)', [256, 64]],
    ['(100,)', [100]],
    ['[]', []],
    ['[512,256]', [512, 256]],
    ["['512', '256']", [512, 256]],
    ['[512. 256.]', [512, 256]],
    ['array([1024,  512])', [1024, 512]],
    ["tensor([256, 64], device='cuda:0')", [256, 64]],
    ['[512; 256]', [512, 256]],
    ['1024', [1024]],
  ])('%s is a list', (cell, expected) => {
    const table = read({ ...POINT, hidden_size_list: cell })
    expect(reasons(table)).toEqual([])
    expect(widths(table)).toEqual([expected])
  })

  it.each([
    '1,100',
    '4,608',
    '[1,100, 512]',
    '10-05',
    '10-5',
    '2026/10/05',
    'Oct-05',
    '46300',
    '[1,024,512]',
    '024',
    '[256',
    '1.5',
  ])('%s is refused', (cell) => {
    const table = read({ ...POINT, hidden_size_list: cell })
    expect(table.rows).toEqual([])
    expect(reasons(table)).toHaveLength(1)
  })

  it('an ambiguous comma is read as the other cells of the file have it', () => {
    expect(widths(read({ ...POINT, hidden_size_list: '1,100' }, { hidden_size_list: '2,048' }))).toEqual([
      [1100],
      [2048],
    ])
    expect(
      widths(read({ ...POINT, hidden_size_list: '[1,100]' }, { hidden_size_list: '[512,256]' })),
    ).toEqual([
      [1, 100],
      [512, 256],
    ])
  })
})

describe('times', () => {
  it.each([
    ['00:02:00', 120],
    ['30:33.0', 1833],
    ['0 days 00:05:41.250000', 341.25],
    ['1 day, 0:00:01', 86_401],
    ['PT2M', 120],
    ['12:02:00 AM', 120],
    ['오전 12:02:00', 120],
    ['341 s', 341],
    ['5m 41s', 341],
    ['2분', 120],
  ])('%s', (cell, seconds) => {
    const table = read({ time: cell })
    expect(reasons(table)).toEqual([])
    expect(table.rows[0]?.content.seconds).toBe(seconds)
  })

  it.each(['02:00', '-1 days +23:59:59', '00:61:00', '1900-01-01 00:02:00'])('%s is refused', (cell) => {
    expect(read({ time: cell }).problemCount).toBe(1)
  })
})

describe('what is missing', () => {
  it.each(['#N/A', 'N/A', 'NaN', 'nan', 'null', 'None', '<NA>', '-1.#IND', ''])(
    '%j, as pandas has it',
    (cell) => {
      const table = read({ test_acc: cell })
      expect(reasons(table)).toEqual([])
      expect(table.rows[0]?.content.testAccuracy).toBeNull()
    },
  )

  it.each([
    ['참', true],
    ['거짓', false],
    ['TRUE', true],
    ['yes', true],
    ['0', false],
    ['np.True_', true],
  ])('%s is a truth value', (cell, value) => {
    expect(read({ use_batchnorm: cell }).rows[0]?.content.experiment.design.batchNormalization).toBe(value)
  })
})

describe('a report', () => {
  it('stays short, and counts every problem by its kind', () => {
    const table = read(...Array.from({ length: 1000 }, () => ({ iters_num: 'many' })), { time: '02:00' })
    expect(table.problems.length).toBeLessThanOrEqual(200)
    expect(table.counts).toEqual({ number: 1000, time: 1 })
    expect(table.problemCount).toBe(1001)
  })
})

describe('CSV', () => {
  it('any text reads to an end, and every line belongs to a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ';') }), (text) => {
        const lines = text.split(/\r\n|\n|\r/).length
        for (const { line } of parseCsv(text)) expect(line).toBeLessThanOrEqual(lines)
      }),
    )
  })
})
