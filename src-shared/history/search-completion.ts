import type { RunSummary } from '../records/run-summary'
import { type CellValue, TABLE_COLUMNS, type TableColumn } from '../records/table-columns'
import { columnNamed } from './column-names'
import { FilterProblem, type FilterToken, searchTokens } from './filter-token'
import { type FilterWords, namedValue, plainName } from './filter-words'

/** One way to go on with a search. */
export interface Completion {
  readonly kind: 'column' | 'sign' | 'value' | 'join'
  /** What is put in the place of the words that are completed. */
  readonly text: string
  readonly label: string
  /** The name in files, the number of runs: whatever tells more. */
  readonly detail: string
}

export interface CompletionList {
  /** The characters of the search that a completion takes the place of. */
  readonly from: number
  readonly to: number
  readonly items: readonly Completion[]
}

/** What completing knows of the table. */
export interface CompletionKnowledge {
  readonly words: FilterWords
  readonly runs: readonly RunSummary[]
  readonly columnLabel: (id: string) => string
  readonly valueLabel: (column: TableColumn, value: CellValue) => string
}

const MOST = 8
/** A column with more different values than this is not one to choose from. */
const MOST_VALUES = 300
const LONGEST_NAME = 6
/** From so many letters on, a word may also be the begin of a value of any column. */
const LETTERS_OF_VALUE = 2

const JOINS = ['and', 'or', 'not']
const ORDER = ['>', '>=', '<', '<=', '=', '!=']
const WORDS = ['=', '!=', '~', '!~']
const signsOf = ({ type }: TableColumn): readonly string[] =>
  type === 'text' || type === 'list' ? WORDS : type === 'boolean' ? ['=', '!='] : ORDER

/** A value that the search reads as one word or knows by its name; any other is quoted. */
function written(column: TableColumn, label: string, words: FilterWords): string {
  const isPlain = /^[^\s()=<>!~"']+$/.test(label) && !JOINS.includes(label.toLowerCase())
  const isKnown = namedValue(words, column.id, label) !== null && !/[()=<>!~"']/.test(label)
  if (isPlain || isKnown || label.startsWith('[')) return label
  return label.includes('"') ? `'${label.replaceAll("'", '')}'` : `"${label}"`
}

type Counted = readonly (readonly [CellValue, number])[]

function countValues(column: TableColumn, runs: readonly RunSummary[]): Counted {
  const counts = new Map<CellValue, number>()
  for (const run of runs) {
    const value = column.value(run)
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size > MOST_VALUES) return []
  }
  return [...counts].sort((a, b) => b[1] - a[1])
}

// A list of runs never changes, and each letter that is typed asks for the same columns again.
const countedOf = new WeakMap<readonly RunSummary[], Map<string, Counted>>()

/** The values of a column with the number of runs that have them, the most frequent first; empty where there are too many. */
function countedValues(column: TableColumn, runs: readonly RunSummary[]): Counted {
  const known = countedOf.get(runs) ?? new Map<string, Counted>()
  countedOf.set(runs, known)
  const counted = known.get(column.id) ?? countValues(column, runs)
  known.set(column.id, counted)
  return counted
}

function completesBy(name: string, typed: string): number {
  const plain = plainName(name)
  if (plain.startsWith(typed)) return 0
  return plain.split(' ').some((word) => word.startsWith(typed)) ? 1 : 2
}

/** The best first, and only what completes what was typed. */
function best<T>(items: readonly T[], namesOf: (item: T) => readonly string[], typed: string): readonly T[] {
  const ranked = items.map((item) => ({
    item,
    rank: Math.min(...namesOf(item).map((name) => completesBy(name, typed))),
  }))
  return ranked
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

function namesOfColumns(words: FilterWords): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>(TABLE_COLUMNS.map(({ id }) => [id, [id]]))
  for (const [name, id] of words.columns) names.get(id)?.push(name)
  return names
}

function columnItems(typed: string, { words, columnLabel }: CompletionKnowledge): readonly Completion[] {
  const names = namesOfColumns(words)
  const found = best(TABLE_COLUMNS, ({ id }) => names.get(id) ?? [], typed)
  return found.map(({ id }) => ({
    kind: 'column',
    text: `${columnLabel(id)} `,
    label: columnLabel(id),
    detail: id,
  }))
}

function valueItems(column: TableColumn, typed: string, known: CompletionKnowledge): readonly Completion[] {
  const counted = countedValues(column, known.runs)
  const items = counted.map(([value, count]) => ({
    label: known.valueLabel(column, value),
    raw: String(value),
    count,
  }))
  return best(items, ({ label, raw }) => [label, raw], typed).map(({ label, count }) => ({
    kind: 'value',
    text: `${written(column, label, known.words)} `,
    label,
    detail: `×${String(count)}`,
  }))
}

/** Values of all columns of words that begin as what was typed: `selu` becomes `Activation = SELU`. */
function conditionItems(typed: string, known: CompletionKnowledge): readonly Completion[] {
  if (typed.length < LETTERS_OF_VALUE) return []
  const columns = TABLE_COLUMNS.filter(({ type, kind }) => type === 'text' && kind !== 'note')
  return columns.flatMap((column) =>
    valueItems(column, typed, known)
      .filter(({ label }) => completesBy(label, typed) === 0)
      .slice(0, 2)
      .map(({ text, label, detail }): Completion => {
        const name = known.columnLabel(column.id)
        return { kind: 'value', text: `${name} = ${text}`, label: `${name} = ${label}`, detail }
      }),
  )
}

function tokensOf(source: string): readonly FilterToken[] {
  try {
    return searchTokens(source).filter(({ kind }) => kind !== 'end')
  } catch (problem) {
    // Within an open quotation mark nothing is completed.
    if (problem instanceof FilterProblem) return []
    throw problem
  }
}

/** Joins the words at the end, the longest first, and gives the first that `find` knows. */
function lastName<T>(
  tokens: readonly FilterToken[],
  find: (name: string) => T | null,
): { readonly found: T; readonly at: number } | null {
  const words: FilterToken[] = []
  for (const token of tokens.toReversed()) {
    if (token.kind !== 'word' || words.length === LONGEST_NAME) break
    words.unshift(token)
  }
  for (let from = 0; from < words.length; from += 1) {
    const found = find(
      words
        .slice(from)
        .map(({ text }) => text)
        .join(' '),
    )
    if (found !== null) return { found, at: words[from]?.at ?? 0 }
  }
  return null
}

/** The column that a comparison before the caret asks for, and where its value begins; null where none is open. */
function openComparison(
  tokens: readonly FilterToken[],
  words: FilterWords,
): { readonly column: TableColumn; readonly values: readonly FilterToken[] } | null {
  const sign = tokens.findLastIndex(({ kind }) => kind === 'operator')
  const values = tokens.slice(sign + 1)
  if (sign < 0 || values.some(({ kind, text }) => kind !== 'word' || JOINS.includes(text.toLowerCase())))
    return null
  const named = lastName(tokens.slice(0, sign), (name) => columnNamed(name, words))
  return named === null ? null : { column: named.found, values }
}

/**
 * How the search can go on where the caret stands: names of columns, then signs, then values that the runs have, and words that
 * join conditions.
 */
export function completeSearch(source: string, caret: number, known: CompletionKnowledge): CompletionList {
  const before = source.slice(0, caret)
  const tokens = tokensOf(before)
  const isInWord = tokens.at(-1)?.kind === 'word' && !/\s$/.test(before)
  const typedWord = isInWord ? (tokens.at(-1)?.text ?? '') : ''
  const list = (from: number, items: readonly Completion[]): CompletionList => ({
    from,
    to: caret,
    items: items.slice(0, MOST),
  })

  const open = openComparison(tokens, known.words)
  if (open !== null) {
    const typed = plainName(open.values.map(({ text }) => text).join(' '))
    const items = valueItems(open.column, typed, known)
    const isWhole = items.some(({ label }) => plainName(label) === typed) && !isInWord
    if (items.length > 0 && !isWhole) return list(open.values[0]?.at ?? caret, items)
    if (open.values.length === 0 || (isInWord && open.values.length === 1)) return list(caret, [])
  }
  const settled = isInWord ? tokens.slice(0, -1) : tokens
  // The first word behind a sign is its value, whatever it is called.
  const names = open === null ? settled : open.values.slice(1)
  const named = isInWord ? null : lastName(names, (name) => columnNamed(name, known.words))
  if (named !== null) {
    const items = signsOf(named.found).map((sign): Completion => ({
      kind: 'sign',
      text: `${sign} `,
      label: sign,
      detail: '',
    }))
    return list(caret, items)
  }
  const name = lastName(tokens, (text) =>
    isInWord && columnItems(plainName(text), known).length > 0 ? text : null,
  )
  const typed = plainName(name?.found ?? typedWord)
  const at = name?.at ?? caret - typedWord.length
  if (typed === '') return list(caret, settled.length === 0 ? columnItems('', known) : joins())
  return list(at, [
    ...columnItems(typed, known).slice(0, MOST - 3),
    ...conditionItems(plainName(typedWord), known),
  ])
}

const joins = (): readonly Completion[] =>
  ['and', 'or'].map((text) => ({ kind: 'join', text: `${text} `, label: text, detail: '' }))
