import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS, INITIALIZATIONS, OPTIMIZER_KINDS } from '#shared/experiment/experiment'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { parseCsv } from '#shared/records/csv-parse'
import { unguardedText } from '#shared/records/csv-write'
import { importedRecord, readTable } from '#shared/records/import-table'
import { senseDoubt } from '#shared/records/record-sense'
import { parseRunRecord } from '#shared/records/run-record-schema'
import type { RunSummary } from '#shared/records/run-summary'
import { EXCHANGE_COLUMN_IDS, knownColumn, TABLE_COLUMNS } from '#shared/records/table-columns'
import { exchangeCsv, viewCsv } from '#shared/records/table-export'
import { exampleRun } from '../../helpers/example-runs'
import { fixtureTable, importedRuns } from '../../helpers/fixture-tables'

const reference = importedRuns(fixtureTable('reference-table.csv'))

/** Runs whose numbers pandas writes in every way that it has: exponents, whole floats, long fractions, gaps. */
const awkward = [2.008200346026684e-7, 1e-5, 0.0001, 1 / 3, 1, 0].map((weightDecay, index) =>
  exampleRun(`awkward-${index}`, {
    design: {
      hidden: index === 0 ? [] : [100 * index],
      activation: ACTIVATIONS[index] ?? 'gelu',
      dropout: { kind: 'none', ratio: 0 },
    },
    plan: {
      weightDecay,
      learningRate: [1, 0.1, 0.01, 0.001, 9.999999999999999e-5, 9.999999999999999e-6][index] ?? 1,
      optimizer: OPTIMIZER_DEFAULTS[OPTIMIZER_KINDS[index] ?? 'nadam'],
    },
    record: {
      seconds: [123456.789, 123456789, 123456789e3, null, 123456789e9, 1.2345678900000001e20][index] ?? null,
      testAccuracy: index === 4 ? null : 1 - weightDecay,
    },
  }),
)
const exported = exchangeCsv([...reference, ...awkward])

describe('the 14-column export', () => {
  it('is the text of which pandas made the other fixtures', async () => {
    await expect(exported).toMatchFileSnapshot('../../fixtures/tables/exported.csv')
  })

  it('is written back by pandas byte for byte', () => {
    expect(fixtureTable('exported-by-pandas.csv')).toBe(exported)
  })

  it('gives pandas the types of the reference table', () => {
    const types = JSON.parse(fixtureTable('exported-types.json')) as Record<string, string>
    expect(types).toEqual(JSON.parse(fixtureTable('reference-types.json')))
    expect(Object.keys(types)).toEqual([...EXCHANGE_COLUMN_IDS])
  })

  it('writes the reference table as pandas does', () => {
    expect(exchangeCsv(reference)).toBe(fixtureTable('pandas-without-index.csv'))
  })

  it('is read back unchanged, with every word that the lab has', () => {
    const runs = [...ACTIVATIONS].flatMap((activation) =>
      [...INITIALIZATIONS, 0.01].flatMap((initialization) =>
        OPTIMIZER_KINDS.map((kind) =>
          exampleRun(`${activation}${initialization}${kind}`, {
            design: { activation, initialization, dropout: { kind: 'none', ratio: 0 } },
            plan: { optimizer: OPTIMIZER_DEFAULTS[kind] },
          }),
        ),
      ),
    )
    const { rows, problems } = readTable(exchangeCsv(runs, { byteOrderMark: true }))
    expect(problems).toEqual([])
    rows.forEach(({ content }, index) => {
      const { design, plan } = runs[index]?.record.experiment ?? {}
      expect(content.experiment.design).toEqual(design)
      expect(content.experiment.plan.optimizer).toEqual(plan?.optimizer)
    })
    expect(rows).toHaveLength(runs.length)
  })

  it('keeps every float to its last bit', () => {
    // Times stay below the ten years that a table may have.
    const positive = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(positive, positive, positive, (weightDecay, testAccuracy, seconds) => {
        const run = exampleRun('a', {
          plan: { weightDecay },
          record: { testAccuracy, seconds: seconds * 3e8 },
        })
        const [row] = readTable(exchangeCsv([run])).rows
        expect(row?.content.experiment.plan.weightDecay).toBe(weightDecay)
        expect(row?.content.testAccuracy).toBe(testAccuracy)
        expect(row?.content.seconds).toBe(seconds * 3e8)
      }),
    )
  })
})

describe("a run on data of one's own", () => {
  const dataset = { name: '과일', side: 32, classNames: ['사과', '배'], trainImages: 4, testImages: 2 }
  const own = exampleRun('own', { record: { data: 'd'.repeat(64), dataset } })
  const plain = exampleRun('plain')

  it('says so in a last column, and a table of runs on Fashion-MNIST has none', () => {
    const [header = '', row = ''] = exchangeCsv([plain]).trimEnd().split('\n')
    expect(exchangeCsv([plain, own]).split('\n').slice(0, 2)).toEqual([
      `${header},dataset`,
      `${row},Fashion-MNIST`,
    ])
    expect(exchangeCsv([plain, own]).trimEnd()).toMatch(/,과일$/)
  })

  it('is read from the table as what it is, whoever wrote the name', () => {
    const named = (name: string): readonly unknown[] =>
      readTable(exchangeCsv([plain, own]).replace('과일', name)).rows.map(
        ({ content }) => content.told.otherData,
      )
    expect(['과일', 'fashion_mnist', 'FashionMNIST', '', 'MNIST'].map(named)).toEqual([
      [null, '과일'],
      [null, null],
      [null, null],
      [null, null],
      [null, 'MNIST'],
    ])
  })
})

describe('a run that is not believed', () => {
  const doubted = exampleRun('lie', { summary: { doubt: { code: 'changed', values: {} } } })
  const good = exampleRun('good')
  const lines = (text: string): readonly string[] => text.trimEnd().split('\n')

  it('says so in a last column of every table that it stands in, and changes no byte of the others', () => {
    const tables = [
      (runs: readonly RunSummary[]) => exchangeCsv(runs),
      (runs: readonly RunSummary[]) => viewCsv([knownColumn('test_acc'), knownColumn('title')], runs),
    ]
    for (const write of tables) {
      const [header = '', plain = ''] = lines(write([good]))
      expect(header).not.toContain('doubt')
      expect(lines(write([good, doubted]))).toEqual([
        `${header},doubt`,
        `${plain},`,
        expect.stringMatching(/,changed$/),
      ])
    }
  })

  it('says so where the user has put the column', () => {
    const columns = [knownColumn('doubt'), knownColumn('test_acc')]
    expect(lines(viewCsv(columns, [doubted, good]))).toEqual(['doubt,test_acc', 'changed,0.89', ',0.89'])
  })

  it('is read from the table as what it is', () => {
    const { rows, problems } = readTable(exchangeCsv([good, doubted]))
    expect(problems).toEqual([])
    expect(rows.map(({ content }) => content.told.doubt)).toEqual([null, 'changed'])
    const [whole, told] = rows.map((row) => importedRecord(row, 'runs.csv', '0'.repeat(64)))
    expect(whole && senseDoubt(whole)).toBeNull()
    expect(told && senseDoubt(told)).toEqual({ code: 'told', values: { found: 'changed' } })
  })

  it.each(['False', 'no', '0', 'nan', ''])('is none where the column says %j', (cell) => {
    const text = exchangeCsv([doubted]).replace(/changed$/m, cell)
    expect(readTable(text).rows[0]?.content.told.doubt).toBeNull()
  })

  it.each(['yes', 'True', 'somebody changed it by hand', '1', 'x'.repeat(5000)])(
    'stays one whatever a newer version or a person has written: %s',
    (cell) => {
      const text = exchangeCsv([doubted]).replace(/changed$/m, cell)
      const { rows, problems } = readTable(text)
      expect(problems).toEqual([])
      const [row] = rows
      const record = row && importedRecord(row, 'runs.csv', '0'.repeat(64))
      expect(record && senseDoubt(record)?.code).toBe('told')
      expect(parseRunRecord(record).ok).toBe(true)
    },
  )
})

describe('the table as the user sees it', () => {
  const columns = [knownColumn('title'), knownColumn('note'), knownColumn('test_acc')]

  it('keeps order of columns and runs', () => {
    const runs = [
      exampleRun('b', { annotations: { title: 'second' } }),
      exampleRun('a', { annotations: { title: 'first' } }),
    ]
    expect(viewCsv([knownColumn('test_acc'), knownColumn('title')], runs)).toBe(
      'test_acc,title\n0.89,second\n0.89,first\n',
    )
  })

  it('begins with a byte order mark only where that was chosen', () => {
    expect(viewCsv(columns, [], { byteOrderMark: true }).codePointAt(0)).toBe(0xfeff)
    expect(viewCsv(columns, []).codePointAt(0)).toBe('t'.codePointAt(0))
  })

  it('lets no text act as a formula, and no text get lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '"', "'"),
        fc.string(),
        (start, rest) => {
          const title = start + rest
          const text = viewCsv(columns, [exampleRun('a', { annotations: { title } })])
          const cell = parseCsv(text)[1]?.cells[0] ?? ''
          expect(cell).not.toMatch(/^[=+\-@\t\r]/)
          expect(unguardedText(cell)).toBe(unguardedText(title))
        },
      ),
    )
  })

  it('leaves negative numbers numbers', () => {
    const run = exampleRun('a', { record: { testLoss: -0.5 } })
    expect(viewCsv([knownColumn('test_loss')], [run])).toBe('test_loss\n-0.5\n')
  })

  it('can write every column there is', () => {
    const text = viewCsv(TABLE_COLUMNS, [exampleRun('a'), ...reference])
    expect(new Set(parseCsv(text).map(({ cells }) => cells.length))).toEqual(new Set([TABLE_COLUMNS.length]))
  })
})
