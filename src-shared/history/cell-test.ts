import type { RunSummary } from '../records/run-summary'
import type { CellValue, TableColumn } from '../records/table-columns'
import { readActivation, readInitialization, readOptimizer } from '../records/table-words'
import { type FilterWords, namedValue, NO_WORDS, plainName, valuesHolding } from './filter-words'
import { type Quantity, readQuantity } from './quantity'

export type RunTest = (run: RunSummary) => boolean

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'] as const
export type Comparison = (typeof COMPARISONS)[number]

export type CellTest =
  { readonly ok: true; readonly test: RunTest } | { readonly ok: false; readonly reason: string }

const MISSING_WORDS = new Set(['none', 'nan', 'null'])
/** A value as it was written in a filter. */
export interface WantedValue {
  readonly text: string
  /** A quoted word is the word itself: `"none"` is a text and not a missing value. */
  readonly isQuoted?: boolean
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false }

const pass = (test: RunTest): CellTest => ({ ok: true, test })
const refuse = (reason: string): CellTest => ({ ok: false, reason })

/** Words of the shared table mean the same as ours: `selu_tmp` finds SELU, `Momentum` finds momentum. */
function ownWord(column: TableColumn, word: string): string {
  if (column.id === 'activation') return readActivation(word) ?? word
  if (column.id === 'optimizer') return readOptimizer(word) ?? word
  // `xavier` is a word of ours too, and then means itself.
  if (column.id === 'weight_init_std' && word.toLowerCase() !== 'xavier')
    return String(readInitialization(word) ?? word)
  return word
}

const comparable = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** Lists are compared without their spaces and brackets, so that `256,64` and `256-64` find `[256, 64]`. */
const listText = (text: string): string => text.replaceAll(/[[\]\s]/g, '').replaceAll('-', ',')

function ordered<T extends string | number>(value: T, comparison: Comparison, wanted: T): boolean {
  switch (comparison) {
    case '=':
      return value === wanted
    case '!=':
      return value !== wanted
    case '<':
      return value < wanted
    case '<=':
      return value <= wanted
    case '>':
      return value > wanted
    case '>=':
      return value >= wanted
    case '~':
      return String(value).includes(String(wanted))
    case '!~':
      return !String(value).includes(String(wanted))
  }
}

const isNegative = (comparison: Comparison): boolean => comparison === '!=' || comparison === '!~'

function missingTest(column: TableColumn, comparison: Comparison): CellTest {
  if (comparison === '=') return pass((run) => column.value(run) === null)
  if (comparison === '!=') return pass((run) => column.value(run) !== null)
  return refuse(`An empty ${column.id} can only be matched with = or !=.`)
}

/** What was written as a percentage is equal to all that the table shows as that percentage. */
function compareNumber(
  value: number,
  comparison: Comparison,
  { value: wanted, percentDecimals }: Quantity,
): boolean {
  if (percentDecimals === null || (comparison !== '=' && comparison !== '!='))
    return ordered(value, comparison, wanted)
  const shown = (share: number): string => (share * 100).toFixed(percentDecimals)
  return (shown(value) === shown(wanted)) === (comparison === '=')
}

function numberTest(column: TableColumn, comparison: Comparison, word: string): CellTest {
  const wanted = readQuantity(column, word)
  if (wanted === null) return refuse(`${column.id} holds numbers, but “${word}” is not one.`)
  return pass((run) => {
    const value = column.value(run)
    return typeof value === 'number' ? compareNumber(value, comparison, wanted) : isNegative(comparison)
  })
}

function booleanTest(column: TableColumn, comparison: Comparison, word: string): CellTest {
  const wanted = BOOLEANS[word.toLowerCase()]
  if (wanted === undefined) return refuse(`${column.id} is true or false, but “${word}” is neither.`)
  if (comparison !== '=' && comparison !== '!=')
    return refuse(`${column.id} is true or false; compare it with = or !=.`)
  return pass((run) => (column.value(run) === wanted) === (comparison === '='))
}

/** A schedule's cell is its kind and its constants; a word alone asks for the kind. */
function comparedText(column: TableColumn, word: string): (value: string) => string {
  if (column.type === 'list') return listText
  if (column.id !== 'schedule' || word.includes(' ')) return comparable
  return (value) => comparable(value).split(' ')[0] ?? ''
}

function equalTextTest(column: TableColumn, comparison: Comparison, word: string): CellTest {
  const prepare = comparedText(column, word)
  const wanted = prepare(ownWord(column, word))
  return pass((run) => {
    const value = column.value(run)
    return value === null ? isNegative(comparison) : ordered(prepare(String(value)), comparison, wanted)
  })
}

/** A part of a text is looked for in what the record says, and in the names that people have for it. */
function partTest(column: TableColumn, comparison: '~' | '!~', word: string, words: FilterWords): CellTest {
  const prepare = column.type === 'list' ? listText : comparable
  const [wanted, named] = [prepare(word), valuesHolding(words, column.id, word)]
  const kind = comparedText(column, '')
  const holds = (value: CellValue): boolean =>
    value !== null && (prepare(String(value)).includes(wanted) || named.has(kind(String(value))))
  return pass((run) => holds(column.value(run)) === (comparison === '~'))
}

function textTest(column: TableColumn, comparison: Comparison, word: string, words: FilterWords): CellTest {
  if (comparison === '~' || comparison === '!~') return partTest(column, comparison, word, words)
  return equalTextTest(column, comparison, namedValue(words, column.id, word) ?? word)
}

function isMissing(
  column: TableColumn,
  { text, isQuoted = false }: WantedValue,
  words: FilterWords,
): boolean {
  if (isQuoted || namedValue(words, column.id, text) !== null) return false
  if (words.missing.has(plainName(text))) return true
  return MISSING_WORDS.has(text.toLowerCase()) && column.id !== 'dropout_kind'
}

/**
 * Whether a run's cell stands in that relation to a value. A missing cell answers every question with no, but the negative ones:
 * a run without a validation accuracy is neither above 0.9 nor below it.
 */
export function cellTest(
  column: TableColumn,
  comparison: Comparison,
  wanted: WantedValue,
  words: FilterWords = NO_WORDS,
): CellTest {
  if (isMissing(column, wanted, words)) return missingTest(column, comparison)
  switch (column.type) {
    case 'accuracy':
    case 'integer':
    case 'number':
      return numberTest(column, comparison, namedValue(words, column.id, wanted.text) ?? wanted.text)
    case 'boolean':
      return booleanTest(column, comparison, namedValue(words, column.id, wanted.text) ?? wanted.text)
    case 'text':
    case 'list':
    case 'date':
      return textTest(column, comparison, wanted.text, words)
  }
}
