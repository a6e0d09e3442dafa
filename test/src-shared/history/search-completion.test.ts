import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch } from '#shared/history/filter-expression'
import type { FilterWords } from '#shared/history/filter-words'
import { completeSearch, type CompletionKnowledge } from '#shared/history/search-completion'
import { exampleRun } from '../../helpers/example-runs'

const words: FilterWords = {
  columns: new Map([
    ['test accuracy', 'test_acc'],
    ['테스트 정확도', 'test_acc'],
    ['learning rate', 'learning_rate'],
    ['activation', 'activation'],
    ['author', 'author'],
    ['dropout kind', 'dropout_kind'],
  ]),
  values: new Map([
    [
      'activation',
      new Map([
        ['selu', 'selu'],
        ['leaky relu', 'leaky-relu'],
      ]),
    ],
    [
      'dropout_kind',
      new Map([
        ['alpha dropout', 'alpha'],
        ['none', 'none'],
      ]),
    ],
  ]),
  missing: new Set(['none']),
}
const LABELS: Readonly<Record<string, string>> = {
  ...{
    test_acc: 'Test accuracy',
    learning_rate: 'Learning rate',
    activation: 'Activation',
    author: 'Author',
  },
  ...{ selu: 'SELU', 'leaky-relu': 'Leaky ReLU', alpha: 'Alpha dropout', dropout_kind: 'Dropout kind' },
}
const knowledge: CompletionKnowledge = {
  words,
  runs: [
    exampleRun('a'),
    exampleRun('b', { design: { activation: 'leaky-relu' }, record: { author: '김 하나' } }),
    exampleRun('c', { plan: { learningRate: 0.1 } }),
  ],
  columnLabel: (id) => LABELS[id] ?? id,
  valueLabel: (_, value) => LABELS[String(value)] ?? String(value),
}
/** `|` is the caret. */
function complete(marked: string): readonly string[] {
  const caret = marked.indexOf('|')
  const source = marked.replace('|', '')
  const { from, to, items } = completeSearch(source, caret, knowledge)
  return items.map(({ text }) => source.slice(0, from) + text + source.slice(to))
}

describe('completing a search', () => {
  it.each([
    ['test a|', 'Test accuracy '],
    ['테스트|', 'Test accuracy '],
    ['adam lear|', 'adam Learning rate '],
    ['learning_r|', 'Learning rate '],
    ['selu|', 'Activation = SELU '],
    ['Test accuracy |', 'Test accuracy > '],
    ['activation |', 'activation = '],
    ['activation = |', 'activation = SELU '],
    ['activation = lea|', 'activation = Leaky ReLU '],
    ['activation = leaky r|', 'activation = Leaky ReLU '],
    ['author = 김|', 'author = "김 하나" '],
    ['dropout_kind = al|', 'dropout_kind = Alpha dropout '],
    ['learning rate = |', 'learning rate = 0.3 '],
    ['activation = SELU |', 'activation = SELU and '],
    ['activation = SELU and auth|', 'activation = SELU and Author '],
    ['auth| > 3', 'Author  > 3'],
    ['test_acc > 0.9 auth|', 'test_acc > 0.9 Author '],
    ['test_acc > 0.9 |', 'test_acc > 0.9 and '],
    ['test_acc > 0.9 learning rate |', 'test_acc > 0.9 learning rate > '],
  ])('%s goes on as “%s”', (marked, expected) => {
    expect(complete(marked)).toContain(expected)
  })

  it('offers the columns in an empty search, and nothing within a quotation', () => {
    expect(complete('|').length).toBeGreaterThan(3)
    expect(complete('note ~ "an|')).toEqual([])
  })

  it('offers only what the search then understands, and never throws', () => {
    const part = fc.constantFrom(
      'test',
      'accuracy',
      'activation',
      '=',
      '>',
      'al',
      'selu',
      'and',
      'or',
      '(',
      '"',
      "'",
      ' ',
      '김',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const source = parts.join(' ')
        const { from, to, items } = completeSearch(source, source.length, knowledge)
        return from >= 0 && from <= to && items.length <= 8
      }),
    )
    for (const marked of ['author = |', 'activation = |', 'dropout kind = |', 'learning rate = |', 'selu|'])
      for (const text of complete(marked)) expect(parseSearch(text, words)).toMatchObject({ ok: true })
  })
})
