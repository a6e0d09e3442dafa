import type { RunSummary } from '../records/run-summary'
import type { TableColumn } from '../records/table-columns'
import { type CellTest, cellTest, type Comparison, type RunTest } from './cell-test'
import { lengthProblem, LONGEST_BOX } from './filter-length'
import { type FilterWords, NO_WORDS } from './filter-words'

const SIGNED = /^(<=|>=|!=|<>|==|=|<|>|!~|~)\s*(.*)$/s
const RANGE = /^(\S.*?)\s*(?:\.\.|…)\s*(\S.*)$/
const COMPARISON_OF: Readonly<Record<string, Comparison>> = {
  '<=': '<=',
  '>=': '>=',
  '!=': '!=',
  '<>': '!=',
  '==': '=',
  '=': '=',
  '<': '<',
  '>': '>',
  '~': '~',
  '!~': '!~',
}

function every(tests: readonly CellTest[]): CellTest {
  const problem = tests.find((test) => !test.ok)
  if (problem !== undefined) return problem
  const known = tests.flatMap((test) => (test.ok ? [test.test] : []))
  return { ok: true, test: (run) => known.every((test) => test(run)) }
}

/** Understands what stands in the filter box of one column: `>0.9`, `0.8..0.9`, `=adam`, `!=sgd`, `none`, or a part of the text. */
export function columnFilter(column: TableColumn, source: string, words: FilterWords = NO_WORDS): CellTest {
  const text = source.trim()
  const tooLong = lengthProblem(text, LONGEST_BOX)
  if (tooLong !== null) return { ok: false, reason: tooLong }
  if (text === '') return { ok: true, test: () => true }
  const signed = SIGNED.exec(text)
  if (signed !== null) {
    const comparison = COMPARISON_OF[signed[1] ?? '='] ?? '='
    // A half-typed `>` hides nothing yet.
    return signed[2] === ''
      ? { ok: true, test: () => true }
      : cellTest(column, comparison, { text: signed[2] ?? '' }, words)
  }
  const range = RANGE.exec(text)
  const isText = column.type === 'text' || column.type === 'list'
  if (range !== null && !isText) {
    return every([
      cellTest(column, '>=', { text: range[1] ?? '' }),
      cellTest(column, '<=', { text: range[2] ?? '' }),
    ])
  }
  return cellTest(column, isText || column.type === 'date' ? '~' : '=', { text }, words)
}

const searchTexts = new WeakMap<RunSummary, string>()

function searchText(run: RunSummary): string {
  const known = searchTexts.get(run)
  if (known !== undefined) return known
  const { record, annotations } = run
  const { design, plan } = record.experiment
  const parts = [
    annotations.title,
    annotations.note,
    ...annotations.tags,
    record.author,
    record.machine?.model ?? '',
    record.id,
    design.activation,
    plan.optimizer.kind,
    `[${design.hidden.join(', ')}]`,
    design.hidden.join('-'),
    ...(run.origin === 'imported' ? [] : [`seed ${plan.seed}`, `시드 ${plan.seed}`]),
    record.identity ?? '',
  ]
  // Composed: the same Korean word can stand in a record in two forms.
  const text = parts.join('\n').normalize('NFC').toLowerCase()
  searchTexts.set(run, text)
  return text
}

/**
 * Whether every word of the text stands somewhere in what people wrote about a run or would call it by. A text that is too long to
 * be a search hides nothing, as any filter that cannot be understood.
 */
export function textFilter(source: string): RunTest {
  if (lengthProblem(source.trim(), LONGEST_BOX) !== null) return () => true
  const words = source
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return (run) => words.length === 0 || words.every((word) => searchText(run).includes(word))
}
