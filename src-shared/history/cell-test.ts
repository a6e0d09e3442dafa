import type { RunSummary } from '../records/run-summary'
import type { CellValue, TableColumn } from '../records/table-columns'
import { readActivation, readInitialization, readOptimizer } from '../records/table-words'

export type RunTest = (run: RunSummary) => boolean

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'] as const
export type Comparison = (typeof COMPARISONS)[number]

export type CellTest =
  { readonly ok: true; readonly test: RunTest } | { readonly ok: false; readonly reason: string }

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const MISSING_WORDS = new Set(['none', 'nan', 'null'])
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

/** Lists are compared without their spaces and brackets, so that `256,64` finds `[256, 64]`. */
const listText = (text: string): string => text.replaceAll(/[[\]\s]/g, '')

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

function numberTest(column: TableColumn, comparison: Comparison, word: string): CellTest {
  const wanted = Number(word)
  if (!NUMBER.test(word.trim()) || !Number.isFinite(wanted))
    return refuse(`${column.id} holds numbers, but “${word}” is not one.`)
  return pass((run) => {
    const value = column.value(run)
    return typeof value === 'number' ? ordered(value, comparison, wanted) : isNegative(comparison)
  })
}

function booleanTest(column: TableColumn, comparison: Comparison, word: string): CellTest {
  const wanted = BOOLEANS[word.toLowerCase()]
  if (wanted === undefined) return refuse(`${column.id} is true or false, but “${word}” is neither.`)
  if (comparison !== '=' && comparison !== '!=')
    return refuse(`${column.id} is true or false; compare it with = or !=.`)
  return pass((run) => (column.value(run) === wanted) === (comparison === '='))
}

function textTest(column: TableColumn, comparison: Comparison, word: string): CellTest {
  const prepare = column.type === 'list' ? listText : comparable
  const wanted = prepare(comparison === '~' || comparison === '!~' ? word : ownWord(column, word))
  const test = (value: CellValue): boolean =>
    value === null ? isNegative(comparison) : ordered(prepare(String(value)), comparison, wanted)
  return pass((run) => test(column.value(run)))
}

/**
 * Whether a run's cell stands in that relation to a word. A missing cell answers every question with no, but the negative ones:
 * a run without a validation accuracy is neither above 0.9 nor below it.
 */
export function cellTest(
  column: TableColumn,
  comparison: Comparison,
  word: string,
  isQuoted = false,
): CellTest {
  if (!isQuoted && MISSING_WORDS.has(word.toLowerCase()) && column.id !== 'dropout_kind')
    return missingTest(column, comparison)
  switch (column.type) {
    case 'accuracy':
    case 'integer':
    case 'number':
      return numberTest(column, comparison, word)
    case 'boolean':
      return booleanTest(column, comparison, word)
    case 'text':
    case 'list':
    case 'date':
      return textTest(column, comparison, word)
  }
}
