import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { columnFilter } from '#shared/history/column-filter'
import { columnNamed } from '#shared/history/column-names'
import { parseSearch } from '#shared/history/filter-expression'
import type { FilterWords } from '#shared/history/filter-words'
import { readQuantity } from '#shared/history/quantity'
import { knownColumn } from '#shared/records/table-columns'
import { exampleRun } from '../../helpers/example-runs'

const WORDS: FilterWords = {
  columns: new Map([
    ['test accuracy', 'test_acc'],
    ['테스트 정확도', 'test_acc'],
    ['dropout kind', 'dropout_kind'],
    ['드롭아웃 종류', 'dropout_kind'],
    ['time', 'time'],
  ]),
  values: new Map([
    [
      'dropout_kind',
      new Map([
        ['alpha dropout', 'alpha'],
        ['알파 드롭아웃', 'alpha'],
        ['none', 'none'],
        ['없음', 'none'],
      ]),
    ],
    ['activation', new Map([['leaky relu', 'leaky-relu']])],
    [
      'schedule',
      new Map([
        ['one cycle', 'one-cycle'],
        ['1 cycle', 'one-cycle'],
      ]),
    ],
  ]),
  missing: new Set(['none', '없음']),
}

const alpha = exampleRun('alpha', { record: { testAccuracy: 0.8827, author: '민준', seconds: 507 } })
const plain = exampleRun('plain', {
  design: { dropout: { kind: 'none', ratio: 0 }, activation: 'leaky-relu', hidden: [100, 50] },
  plan: { seed: 7, optimizer: OPTIMIZER_DEFAULTS.adam, learningRate: 0.001, schedule: { kind: 'constant' } },
  record: { testAccuracy: 0.91, validationAccuracy: null, seconds: 61 },
  annotations: { title: "Kim's best, wow!", star: true },
})
const all = [alpha, plain]

function found(text: string): readonly string[] {
  const search = parseSearch(text, WORDS)
  if (!search.ok) throw new Error(search.reason)
  return all.filter(search.test).map(({ record }) => record.id)
}

describe('a search', () => {
  it.each([
    ['', ['alpha', 'plain']],
    ['민준', ['alpha']],
    ['adam', ['plain']],
    ['adam 민준', []],
    ['adam or 민준', ['alpha', 'plain']],
    ['not adam', ['alpha']],
    ["Kim's", ['plain']],
    ['wow!', ['plain']],
    ['"best, wow"', ['plain']],
    ['100-50', ['plain']],
    ['seed 7', ['plain']],
    ['adam learning rate < 0.01', ['plain']],
    ['learning_rate < 0.01 adam', ['plain']],
    ['Test accuracy > 90 %', ['plain']],
    ['테스트 정확도 > 90%', ['plain']],
    ['test_acc > 90', ['plain']],
    ['test accuracy = 88.27 %', ['alpha']],
    ['test accuracy != 88.3 %', ['plain']],
    ['time > 8 min', ['alpha']],
    ['time = 8 min 27 s', ['alpha']],
    ['time = 8분 27초 민준', ['alpha']],
    ['time < 1:02', ['plain']],
    ['parameters > 200,000', ['alpha']],
    ['드롭아웃 종류 = 알파 드롭아웃', ['alpha']],
    ['dropout kind = Alpha dropout and 민준', ['alpha']],
    ['dropout kind = 없음', ['plain']],
    ['Dropout kind ~ 알파', ['alpha']],
    ['validation acc = 없음', ['plain']],
    ['activation = Leaky ReLU', ['plain']],
    ['activation = "leaky relu"', ['plain']],
    ['schedule = 1-cycle', ['alpha']],
    ['schedule ~ cycle', ['alpha']],
    ['hidden = 100-50', ['plain']],
    ['star', ['plain']],
    ['(star or 민준) test_acc < 0.9', ['alpha']],
    ['star and test accuracy', ['plain']],
  ])('%s finds %j', (text, ids) => {
    expect(found(text)).toEqual(ids)
  })

  it.each([
    ['tset_acc > 0.9', 'There is no column named “tset_acc”.', 0],
    ['adam test accuracy > ', 'After test_acc > a value is expected.', 21],
    ['test accuracy > fast', 'test_acc holds numbers, but “fast” is not one.', 16],
    ['(adam', 'A closing ) is missing.', 5],
    ['adam or', 'A column name such as test_acc is expected here.', 7],
  ])('%s is refused: %s', (text, reason, at) => {
    expect(parseSearch(text, WORDS)).toEqual({ ok: false, reason, at })
  })

  it('never throws', () => {
    const part = fc.constantFrom(
      'test',
      'accuracy',
      '>',
      '=',
      '88',
      '%',
      'and',
      'or',
      'not',
      '(',
      ')',
      '"',
      "'",
      '!',
      '알파',
      'star',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join(' ')),
        ),
        (text) => {
          const search = parseSearch(text, WORDS)
          return search.ok ? all.filter(search.test).length <= all.length : search.reason !== ''
        },
      ),
    )
  })
})

describe('names', () => {
  it('mean the same however they are written', () => {
    for (const name of ['test_acc', 'Test-Acc', 'TEST ACC', 'Test accuracy', '테스트 정확도'])
      expect(columnNamed(name, WORDS)?.id).toBe('test_acc')
    expect(columnNamed('테스트', WORDS)).toBeNull()
  })

  it('are understood in the box of a column too, whole and in part', () => {
    const through = (id: string, text: string): readonly string[] => {
      const filter = columnFilter(knownColumn(id), text, WORDS)
      return filter.ok ? all.filter(filter.test).map(({ record }) => record.id) : [filter.reason]
    }
    expect(through('dropout_kind', '알파')).toEqual(['alpha'])
    expect(through('dropout_kind', '=알파 드롭아웃')).toEqual(['alpha'])
    expect(through('test_acc', '>90 %')).toEqual(['plain'])
    expect(through('test_acc', '88 % .. 89 %')).toEqual(['alpha'])
    expect(through('time', '1 min .. 2 min')).toEqual(['plain'])
    expect(through('hidden_size_list', '100-5')).toEqual(['plain'])
  })
})

describe('readQuantity', () => {
  it.each([
    ['test_acc', '0.9', 0.9],
    ['test_acc', '88.27', 0.8827],
    ['test_acc', '1', 1],
    ['test_acc', '88.27 %', 0.8827],
    ['time', '88', 88],
    ['time', '1 h 2 min 3.5 s', 3723.5],
    ['time', '1시간 2분', 3720],
    ['time', '1:02:03', 3723],
    ['parameters', '218,058', 218_058],
    ['weight_decay_lambda', '2e-6', 2e-6],
  ])('%s: %s is %d', (id, text, value) => {
    expect(readQuantity(knownColumn(id), text)?.value).toBeCloseTo(value, 12)
  })

  it.each([
    ['test_acc', 'fast'],
    ['test_acc', ''],
    ['test_acc', '8 min'],
    ['test_acc', '1e999'],
    ['time', ''],
    ['time', 'min'],
    ['parameters', '21,80'],
    ['parameters', '1.000,5'],
  ])('%s: “%s” is no number', (id, text) => {
    expect(readQuantity(knownColumn(id), text)).toBeNull()
  })
})
