import { TABLE_COLUMNS, type TableColumn } from '../records/table-columns'
import { cellTest, type Comparison, COMPARISONS, type RunTest } from './cell-test'
import { LONGEST_EXPRESSION, lengthProblem } from './filter-length'
import { FilterProblem, type FilterToken, filterTokens } from './filter-token'

export type RunFilter =
  | { readonly ok: true; readonly test: RunTest }
  /** `at` is the character of the filter, counted from 0, at which it can no longer be understood. */
  | { readonly ok: false; readonly reason: string; readonly at: number }

/** Other names under which columns are known. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  val_acc: 'validation_acc',
  validation_accuracy: 'validation_acc',
  train_accuracy: 'train_acc',
  test_accuracy: 'test_acc',
  val_loss: 'validation_loss',
  seconds: 'time',
  hidden: 'hidden_size_list',
  initialization: 'weight_init_std',
  weight_decay: 'weight_decay_lambda',
  dropout: 'use_dropout',
  batchnorm: 'use_batchnorm',
  planned_iterations: 'iters_num',
  date: 'started',
}
const SAME_COMPARISON: Readonly<Record<string, Comparison>> = { '==': '=', '<>': '!=' }

/** The column of that name, however it is written; null where there is none. */
export function columnNamed(name: string): TableColumn | null {
  const wanted = name.toLowerCase().replaceAll('-', '_')
  const id = Object.hasOwn(OTHER_NAMES, wanted) ? OTHER_NAMES[wanted] : wanted
  return TABLE_COLUMNS.find((column) => column.id === id) ?? null
}

// Each level is a call within a call, here and when a run is tested; what a person writes has a handful.
const DEEPEST = 100

/** Joins tests as one flat list: a thousand conditions are no thousand calls within each other. */
const anyOf = (tests: readonly RunTest[]): RunTest =>
  tests.length === 1 && tests[0] !== undefined ? tests[0] : (run) => tests.some((test) => test(run))
const allOf = (tests: readonly RunTest[]): RunTest =>
  tests.length === 1 && tests[0] !== undefined ? tests[0] : (run) => tests.every((test) => test(run))

class Parser {
  private place = 0
  private depth = 0
  private readonly tokens: readonly FilterToken[]

  constructor(tokens: readonly FilterToken[]) {
    this.tokens = tokens
  }

  whole(): RunTest {
    const test = this.either()
    const { kind, text, at } = this.token()
    if (kind !== 'end')
      throw new FilterProblem(`“${text}” does not belong here; join conditions with and, or.`, at)
    return test
  }

  private token(): FilterToken {
    return this.tokens[this.place] ?? { kind: 'end', text: '', at: 0 }
  }

  private take(): FilterToken {
    const token = this.token()
    this.place += 1
    return token
  }

  private takesWord(word: string): boolean {
    const { kind, text } = this.token()
    const isIt = kind === 'word' && text.toLowerCase() === word
    if (isIt) this.place += 1
    return isIt
  }

  private either(): RunTest {
    const tests = [this.both()]
    while (this.takesWord('or')) tests.push(this.both())
    return anyOf(tests)
  }

  private both(): RunTest {
    const tests = [this.negated()]
    while (this.takesWord('and')) tests.push(this.negated())
    return allOf(tests)
  }

  private negated(): RunTest {
    let isNegated = false
    while (this.takesWord('not')) isNegated = !isNegated
    const test = this.condition()
    return isNegated ? (run) => !test(run) : test
  }

  private inParentheses(opening: FilterToken): RunTest {
    this.depth += 1
    if (this.depth > DEEPEST)
      throw new FilterProblem(`Parentheses may be nested at most ${DEEPEST} deep.`, opening.at)
    const test = this.either()
    const { text, at } = this.take()
    if (text !== ')') throw new FilterProblem('A closing ) is missing.', at)
    this.depth -= 1
    return test
  }

  private condition(): RunTest {
    const first = this.take()
    if (first.kind === 'parenthesis' && first.text === '(') return this.inParentheses(first)
    if (first.kind !== 'word')
      throw new FilterProblem('A column name such as test_acc is expected here.', first.at)
    const column = columnNamed(first.text)
    if (column === null) throw new FilterProblem(`There is no column named “${first.text}”.`, first.at)
    return this.comparison(column)
  }

  private comparison(column: TableColumn): RunTest {
    const sign = this.token()
    // A truth value may stand alone: `star and use_dropout`.
    if (sign.kind !== 'operator' && column.type === 'boolean') return (run) => column.value(run) === true
    if (sign.kind !== 'operator') {
      throw new FilterProblem(`After ${column.id} one of ${COMPARISONS.join(' ')} is expected.`, sign.at)
    }
    this.place += 1
    const comparison = SAME_COMPARISON[sign.text] ?? COMPARISONS.find((known) => known === sign.text) ?? '='
    const { at, text, isQuoted } = this.wanted(column, sign.text)
    const test = cellTest(column, comparison, text, isQuoted)
    if (!test.ok) throw new FilterProblem(test.reason, at)
    return test.test
  }

  private wanted(
    column: TableColumn,
    sign: string,
  ): { readonly text: string; readonly isQuoted: boolean; readonly at: number } {
    const { kind, text, at } = this.take()
    if (kind !== 'word' && kind !== 'text')
      throw new FilterProblem(`After ${column.id} ${sign} a value is expected.`, at)
    return { text, isQuoted: kind === 'text', at }
  }
}

/**
 * Understands a filter such as `test_acc > 0.9 and (optimizer = adam or note ~ "try again")`.
 *
 * The window and `lab runs --where` both use it, so that what was found in one can be found in the other. An empty filter lets
 * every run through.
 */
export function parseFilter(source: string): RunFilter {
  if (source.trim() === '') return { ok: true, test: () => true }
  const tooLong = lengthProblem(source, LONGEST_EXPRESSION)
  if (tooLong !== null) return { ok: false, reason: tooLong, at: LONGEST_EXPRESSION }
  try {
    return { ok: true, test: new Parser(filterTokens(source)).whole() }
  } catch (problem) {
    if (problem instanceof FilterProblem) return { ok: false, reason: problem.message, at: problem.at }
    throw problem
  }
}
