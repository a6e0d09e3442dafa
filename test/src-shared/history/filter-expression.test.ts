import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { columnFilter, textFilter } from '#shared/history/column-filter'
import { columnNamed } from '#shared/history/column-names'
import { parseFilter } from '#shared/history/filter-expression'
import { knownColumn, TABLE_COLUMNS } from '#shared/records/table-columns'
import { exampleRun } from '../../helpers/example-runs'
import { fixtureTable, importedRuns } from '../../helpers/fixture-tables'

const adam = exampleRun('adam', {
  design: { activation: 'relu', hidden: [100] },
  plan: { optimizer: OPTIMIZER_DEFAULTS.adam, weightDecay: 2e-6 },
  record: { testAccuracy: 0.91, author: '민준' },
  annotations: { note: 'try again with less decay', star: true, tags: ['baseline', 'week 2'] },
})
const momentum = exampleRun('momentum', { record: { testAccuracy: 0.88, validationAccuracy: null } })
const [imported] = importedRuns(fixtureTable('reference-table.csv'))
if (imported === undefined) throw new Error('The reference table is empty.')
const all = [adam, momentum, imported]

function found(filter: string): readonly string[] {
  const parsed = parseFilter(filter)
  if (!parsed.ok) throw new Error(parsed.reason)
  return all.filter(parsed.test).map(({ record }) => (record.imported === undefined ? record.id : 'imported'))
}

describe('a filter expression', () => {
  it.each([
    ['', ['adam', 'momentum', 'imported']],
    ['test_acc > 0.9', ['adam', 'imported']],
    ['test_acc > 0.9 and optimizer = adam', ['adam']],
    ['TEST_ACC>=0.91 AND Optimizer=="Adam"', ['adam']],
    ['test_acc < 0.9 or optimizer = adam', ['adam', 'momentum']],
    ['not test_acc < 0.9', ['adam', 'imported']],
    ['star and not optimizer = sgd', ['adam']],
    ['(star or activation = selu) and test_acc < 0.9', ['momentum']],
    ['star or activation = selu and test_acc < 0.9', ['adam', 'momentum']],
    ['validation_acc = none', ['momentum', 'imported']],
    ['validation_acc != none', ['adam']],
    ['val_acc > 0', ['adam']],
    ['validation_acc != 0.5', ['adam', 'momentum', 'imported']],
    ['activation = selu_tmp', ['momentum', 'imported']],
    ['hidden_size_list = [512, 256, 128]', ['imported']],
    ['hidden = "512,256,128"', ['imported']],
    ['weight_decay_lambda = 0.000002', ['adam', 'momentum', 'imported']],
    ['weight_decay <= 1e-6', []],
    ['use_dropout = true', ['adam', 'momentum', 'imported']],
    ['use_batchnorm != false', []],
    ['note ~ "try again"', ['adam']],
    ['note ~ “try again”', ['adam']],
    ['optimizer = „adam“', ['adam']],
    ['optimizer = ”adam” and star', ['adam']],
    ['note ~ ‘try again’', ['adam']],
    ['note ~ "“"', []],
    ['tags ~ week', ['adam']],
    ['author = 민준', ['adam']],
    ['origin != imported', ['adam', 'momentum']],
    ['seed = 1', ['adam', 'momentum']],
    ['started > 2026', ['adam', 'momentum']],
  ])('%s finds %j', (filter, ids) => {
    expect(found(filter)).toEqual(ids)
  })

  it.each([
    ['beauty > 3', 'There is no column named “beauty”.', 0],
    ['test_acc', 'After test_acc one of = != < <= > >= ~ !~ is expected.', 8],
    ['test_acc >', 'After test_acc > a value is expected.', 10],
    ['test_acc > fast', 'test_acc holds numbers, but “fast” is not one.', 11],
    [
      'test_acc > 0.9 optimizer = adam',
      '“optimizer” does not belong here; join conditions with and, or.',
      15,
    ],
    ['(test_acc > 0.9', 'A closing ) is missing.', 15],
    ['and', 'There is no column named “and”.', 0],
    ['star > true', 'star is true or false; compare it with = or !=.', 7],
    ['star = maybe', 'star is true or false, but “maybe” is neither.', 7],
    ['note ~ "open', 'The " here is not closed.', 7],
    ['test_acc ! 3', 'The ! needs = or ~ after it.', 9],
    ['test_acc > none', 'An empty test_acc can only be matched with = or !=.', 11],
  ])('%s is refused: %s', (filter, reason, at) => {
    expect(parseFilter(filter)).toEqual({ ok: false, reason, at })
  })

  it('never throws, and says where it went wrong', () => {
    fc.assert(
      fc.property(fc.string(), (source) => {
        const parsed = parseFilter(source)
        return parsed.ok || (parsed.reason !== '' && parsed.at >= 0 && parsed.at <= source.length)
      }),
    )
  })

  it('lets a run through exactly where its opposite does not, for values that are there', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        value,
        value,
        fc.constantFrom(['<', '>='], ['>', '<='], ['=', '!=']),
        (testAccuracy, limit, [one, other]) => {
          const run = exampleRun('a', { record: { testAccuracy } })
          const [a, b] = [parseFilter(`test_acc ${one} ${limit}`), parseFilter(`test_acc ${other} ${limit}`)]
          return a.ok && b.ok && a.test(run) !== b.test(run)
        },
      ),
    )
  })

  it('knows every column by its own name', () => {
    for (const column of TABLE_COLUMNS) expect(columnNamed(column.id.toUpperCase())).toBe(column)
  })
})

const through = (id: string, text: string): readonly string[] => {
  const filter = columnFilter(knownColumn(id), text)
  return filter.ok ? all.filter(filter.test).map(({ record }) => record.id.slice(0, 8)) : [filter.reason]
}

describe('the filter of one column', () => {
  it.each([
    ['test_acc', '>0.9', ['adam', '00000000']],
    ['test_acc', '0.87 .. 0.9', ['momentum']],
    ['test_acc', '0.91', ['adam']],
    ['test_acc', '>', ['adam', 'momentum', '00000000']],
    ['test_acc', 'high', ['test_acc holds numbers, but “high” is not one.']],
    ['optimizer', 'mom', ['momentum', '00000000']],
    ['optimizer', '=SGD', []],
    ['hidden_size_list', '256,128', ['00000000']],
    ['star', 'true', ['adam']],
    ['author', '민', ['adam']],
    ['validation_acc', 'none', ['momentum', '00000000']],
  ])('%s: %s', (id, text, ids) => {
    expect(through(id, text)).toEqual(ids)
  })
})

describe('the search text', () => {
  it('finds words of titles, notes, tags, names and settings, all of them', () => {
    const search = (text: string): readonly string[] =>
      all.filter(textFilter(text)).map(({ record }) => record.id.slice(0, 8))
    expect(search('DECAY again')).toEqual(['adam'])
    expect(search('week 민준')).toEqual(['adam'])
    expect(search('512')).toEqual(['00000000'])
    expect(search('again nothing')).toEqual([])
    expect(search('')).toHaveLength(3)
  })
})

describe('a box that somebody pasted a file into', () => {
  const pasted = 'adam '.repeat(20_000)

  it('is refused with its length by every column', () => {
    for (const { id } of TABLE_COLUMNS)
      expect(through(id, pasted)).toEqual(['The filter has 99999 characters; at most 1000 are allowed.'])
  })

  it('hides no run', () => {
    expect(all.every(textFilter(pasted))).toBe(true)
    expect(all.every(textFilter('x'.repeat(1000)))).toBe(false)
  })
})

describe('a filter that no person writes', () => {
  it.each([
    ['parentheses', `${'('.repeat(5000)}star${')'.repeat(5000)}`],
    ['open parentheses', '('.repeat(5000)],
    ['length', `star ${'and star '.repeat(5000)}`],
    ['brackets', '[ '.repeat(9000)],
    ['more brackets', '[ '.repeat(60_000)],
    ['more parentheses', '('.repeat(60_000)],
    ['more words', 'not '.repeat(30_000)],
    ['an open quote', `note = "${'x'.repeat(5000)}`],
    ['an open typographic quote', 'note = “try again'],
    ['a number without end', 'test_acc > 1e999'],
  ])('is refused with a sentence: %s', (_, source) => {
    const parsed = parseFilter(source)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.reason).toMatch(/\.$/)
    expect(parsed.ok ? '' : parsed.reason).not.toContain('call stack')
  })

  it('works where it is only long', () => {
    expect(found(`${'not '.repeat(4000)}star`)).toEqual(['adam'])
    expect(found(`${'('.repeat(100)}star${')'.repeat(100)}`)).toEqual(['adam'])
    expect(found(`star ${'or star '.repeat(2000)}`)).toEqual(['adam'])
  })
})
