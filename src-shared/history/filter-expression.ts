import type { TableColumn } from '../records/table-columns'
import { cellTest, type Comparison, COMPARISONS, type RunTest, type WantedValue } from './cell-test'
import { textFilter } from './column-filter'
import { columnNamed } from './column-names'
import { lengthProblem, LONGEST_EXPRESSION } from './filter-length'
import { FilterProblem, type FilterToken, filterTokens, searchTokens } from './filter-token'
import { type FilterWords, namedValue, NO_WORDS, plainName } from './filter-words'
import { readQuantity } from './quantity'

export type RunFilter =
  | { readonly ok: true; readonly test: RunTest }
  /** `at` is the character of the filter, counted from 0, at which it can no longer be understood. */
  | { readonly ok: false; readonly reason: string; readonly at: number }

const SAME_COMPARISON: Readonly<Record<string, Comparison>> = { '==': '=', '<>': '!=' }

// Each level is a call within a call, here and when a run is tested; what a person writes has a handful.
const DEEPEST = 100
/** Names of columns and values are at most so many words long: `Decay of squared gradients`, `8 min 27 s`. */
const LONGEST_NAME = 6

/** Joins tests as one flat list: a thousand conditions are no thousand calls within each other. */
const anyOf = (tests: readonly RunTest[]): RunTest =>
  tests.length === 1 && tests[0] !== undefined ? tests[0] : (run) => tests.some((test) => test(run))
const allOf = (tests: readonly RunTest[]): RunTest =>
  tests.length === 1 && tests[0] !== undefined ? tests[0] : (run) => tests.every((test) => test(run))

interface NamedColumn {
  readonly column: TableColumn
  /** Words of the filter that its name takes. */
  readonly length: number
}

class Parser {
  private place = 0
  private depth = 0
  private readonly tokens: readonly FilterToken[]
  protected readonly words: FilterWords

  constructor(tokens: readonly FilterToken[], words: FilterWords) {
    this.tokens = tokens
    this.words = words
  }

  whole(): RunTest {
    const test = this.either()
    const { kind, text, at } = this.token()
    if (kind !== 'end')
      throw new FilterProblem(`“${text}” does not belong here; join conditions with and, or.`, at)
    return test
  }

  protected token(ahead = 0): FilterToken {
    return this.tokens[this.place + ahead] ?? { kind: 'end', text: '', at: 0 }
  }

  protected take(): FilterToken {
    const token = this.token()
    this.place += 1
    return token
  }

  protected skip(length: number): void {
    this.place += length
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
    while (this.takesWord('and') || this.goesOn()) tests.push(this.negated())
    return allOf(tests)
  }

  /** Whether another condition follows that no word joins to the one before. */
  protected goesOn(): boolean {
    return false
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
    const first = this.token()
    if (first.kind === 'parenthesis' && first.text === '(') return this.inParentheses(this.take())
    if (first.kind !== 'word' && first.kind !== 'text')
      throw new FilterProblem('A column name such as test_acc is expected here.', first.at)
    return this.named(first)
  }

  /** What begins with a name or a text. */
  protected named(first: FilterToken): RunTest {
    if (first.kind !== 'word')
      throw new FilterProblem('A column name such as test_acc is expected here.', first.at)
    const named = this.columnAhead()
    if (named === null) throw new FilterProblem(`There is no column named “${first.text}”.`, first.at)
    this.skip(named.length)
    return this.comparison(named.column)
  }

  /** Words from here on, as many as can make one name. */
  private wordsAhead(): readonly string[] {
    const ahead: string[] = []
    while (ahead.length < LONGEST_NAME && this.token(ahead.length).kind === 'word')
      ahead.push(this.token(ahead.length).text)
    return ahead
  }

  /** The column whose name begins here, the longest there is. */
  protected columnAhead(): NamedColumn | null {
    const ahead = this.wordsAhead()
    for (let length = ahead.length; length > 0; length -= 1) {
      const column = columnNamed(ahead.slice(0, length).join(' '), this.words)
      if (column !== null) return { column, length }
    }
    return null
  }

  protected comparison(column: TableColumn): RunTest {
    const sign = this.token()
    // A truth value may stand alone: `star and use_dropout`.
    if (sign.kind !== 'operator' && column.type === 'boolean') return (run) => column.value(run) === true
    if (sign.kind !== 'operator') {
      throw new FilterProblem(`After ${column.id} one of ${COMPARISONS.join(' ')} is expected.`, sign.at)
    }
    this.skip(1)
    const comparison = SAME_COMPARISON[sign.text] ?? COMPARISONS.find((known) => known === sign.text) ?? '='
    const { at } = this.token()
    const test = cellTest(column, comparison, this.wanted(column, sign.text), this.words)
    if (!test.ok) throw new FilterProblem(test.reason, at)
    return test.test
  }

  private wanted(column: TableColumn, sign: string): WantedValue {
    const { kind, text, at } = this.token()
    if (kind !== 'word' && kind !== 'text')
      throw new FilterProblem(`After ${column.id} ${sign} a value is expected.`, at)
    if (kind === 'text') {
      this.skip(1)
      return { text, isQuoted: true }
    }
    const ahead = this.wordsAhead()
    for (let length = ahead.length; length > 1; length -= 1) {
      const joined = ahead.slice(0, length).join(' ')
      if (!this.isValue(column, joined)) continue
      this.skip(length)
      return { text: joined }
    }
    this.skip(1)
    return { text }
  }

  /** Whether several words are one value of the column: `Alpha dropout`, `88.27 %`. */
  private isValue(column: TableColumn, text: string): boolean {
    if (namedValue(this.words, column.id, text) !== null || this.words.missing.has(plainName(text)))
      return true
    const isNumber = column.type === 'accuracy' || column.type === 'number' || column.type === 'integer'
    return isNumber && readQuantity(column, text) !== null
  }
}

/** Understands words beside conditions: what is no condition is looked for in the texts of a run. */
class SearchParser extends Parser {
  protected override goesOn(): boolean {
    const { kind, text } = this.token()
    if (kind === 'parenthesis') return text === '('
    return kind === 'text' || (kind === 'word' && text.toLowerCase() !== 'or')
  }

  protected override named(first: FilterToken): RunTest {
    const named = first.kind === 'word' ? this.columnAhead() : null
    const after = this.token(named?.length ?? 1)
    if (named !== null && (after.kind === 'operator' || named.column.type === 'boolean'))
      return super.named(first)
    if (named === null && first.kind === 'word' && after.kind === 'operator') return super.named(first)
    // The name of a column at the end is a condition that is only half typed.
    if (named !== null && after.kind === 'end') {
      this.skip(named.length)
      return () => true
    }
    return textFilter(this.take().text)
  }
}

function parsed(source: string, parser: () => Parser): RunFilter {
  if (source.trim() === '') return { ok: true, test: () => true }
  const tooLong = lengthProblem(source, LONGEST_EXPRESSION)
  if (tooLong !== null) return { ok: false, reason: tooLong, at: LONGEST_EXPRESSION }
  try {
    return { ok: true, test: parser().whole() }
  } catch (problem) {
    if (problem instanceof FilterProblem) return { ok: false, reason: problem.message, at: problem.at }
    throw problem
  }
}

/**
 * Understands a filter such as `test_acc > 0.9 and (optimizer = adam or note ~ "try again")`.
 *
 * `lab runs --where` uses it, and the window within its search, so that what was found in one can be found in the other. An empty
 * filter lets every run through.
 */
export function parseFilter(source: string, words: FilterWords = NO_WORDS): RunFilter {
  return parsed(source, () => new Parser(filterTokens(source), words))
}

/** Understands a search: words, conditions, or both, such as `민준 learning rate > 0.1`. */
export function parseSearch(source: string, words: FilterWords = NO_WORDS): RunFilter {
  return parsed(source, () => new SearchParser(searchTokens(source), words))
}
