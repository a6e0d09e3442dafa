import { unguardedText } from './csv-write'
import { FASHION_MNIST_NAME } from './data-of-run'
import { readAccuracy, readNumberWithin, readWhole } from './import-cell'
import { isMissing } from './plain-cell'
import { RECORD_LIMITS } from './record-limits'
import { STOP_REASONS, type StopReason } from './run-record'
import { isRunId } from './run-record-schema'
import { shownCell } from './shown-cell'
import type { TableConventions } from './table-conventions'
import { CellProblem } from './table-problem'
import { TEXT_LIMITS } from './text-limits'

/** Columns of the lab's own export that tell which run a row is, how it ended, what came out, whose it was, on which data, and whether it is believed. */
export const END_COLUMN_IDS = [
  'id',
  'identity',
  'stop_reason',
  'iterations',
  'validation_acc',
  'train_loss',
  'validation_loss',
  'test_loss',
  'author',
  'dataset',
  'doubt',
] as const
export type EndColumnId = (typeof END_COLUMN_IDS)[number]

/** Results that the 14 columns lack. */
interface ToldResults {
  readonly validationAccuracy: number | null
  readonly trainLoss: number | null
  readonly validationLoss: number | null
  readonly testLoss: number | null
}

/** What a row of the lab's own export tells beyond the 14 columns; null where it does not. */
export interface ToldEnd extends ToldResults {
  readonly id: string | null
  readonly identity: string | null
  readonly author: string | null
  /** The data that the run was trained on, where they are not Fashion-MNIST. */
  readonly otherData: string | null
  /** Why the run was not believed where the table was written. */
  readonly doubt: string | null
  /** null in tables without a column for it, of which only completed runs are expected. */
  readonly end: { readonly stopReason: StopReason; readonly iterations: number } | null
}

type CellOf = (id: EndColumnId) => string | null

function told<T>(cellOf: CellOf, id: EndColumnId, read: (text: string) => T | null): T | null {
  const cell = cellOf(id)
  if (cell === null || isMissing(cell)) return null
  try {
    return read(unguardedText(cell.trim()))
  } catch (problem) {
    throw problem instanceof CellProblem
      ? new CellProblem(problem.kind, `${id} ${problem.message}.`)
      : problem
  }
}

function readId(text: string): string {
  if (isRunId(text)) return text
  throw new CellProblem('end', `is ${shownCell(text)}, which is not the id of a run`)
}

function readIdentity(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text
  throw new CellProblem('end', `is ${shownCell(text)}, which is not an identity`)
}

function readAuthor(text: string): string {
  if (text.length <= TEXT_LIMITS.author) return text
  throw new CellProblem('end', `has ${text.length} characters, but at most ${TEXT_LIMITS.author} are allowed`)
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** The name of other data than Fashion-MNIST, however that was written. */
function readOtherData(text: string): string | null {
  return lettersOf(text) === lettersOf(FASHION_MNIST_NAME) ? null : text.slice(0, TEXT_LIMITS.doubt)
}

const NO_DOUBT = new Set(['false', 'no', '0', '0.0'])

/** Whatever stands there, in the words of whichever version, a row that was not believed is not believed here. */
function readDoubt(text: string): string | null {
  return NO_DOUBT.has(text.toLowerCase()) ? null : text.slice(0, TEXT_LIMITS.doubt)
}

function readStopReason(text: string): StopReason {
  if (text === 'running')
    throw new CellProblem('end', 'is running: the table was written before the run ended')
  const reason = STOP_REASONS.find((known) => known === text.toLowerCase())
  if (reason === undefined)
    throw new CellProblem('end', `is ${shownCell(text)}, but must be one of ${STOP_REASONS.join(', ')}`)
  return reason
}

function readEnd(cellOf: CellOf, planned: number, conventions: TableConventions): ToldEnd['end'] {
  const stopReason = told(cellOf, 'stop_reason', readStopReason)
  const iterations = told(cellOf, 'iterations', (text) => readWhole(text, conventions, 0, planned))
  if (stopReason === null && iterations === null) return null
  if (stopReason === null) {
    if (iterations === planned) return null
    throw new CellProblem('end', `iterations is ${iterations} of ${planned}, but no stop_reason says why.`)
  }
  if (iterations === null && stopReason !== 'completed')
    throw new CellProblem('end', `stop_reason is ${stopReason}, but no iterations say when.`)
  if (stopReason === 'completed' && iterations !== null && iterations < planned) {
    const reason = `stop_reason is completed, but iterations is ${iterations} of ${planned}.`
    throw new CellProblem('end', reason)
  }
  return { stopReason, iterations: iterations ?? planned }
}

function readResults(cellOf: CellOf, conventions: TableConventions): ToldResults {
  const loss = (text: string): number => readNumberWithin(text, conventions, 0, RECORD_LIMITS.loss)
  return {
    validationAccuracy: told(cellOf, 'validation_acc', (text) => readAccuracy(text, conventions).value),
    trainLoss: told(cellOf, 'train_loss', loss),
    validationLoss: told(cellOf, 'validation_loss', loss),
    testLoss: told(cellOf, 'test_loss', loss),
  }
}

/** Reads which run a row is, how it ended and what else came out; throws a whole sentence. */
export function readToldEnd(cellOf: CellOf, planned: number, conventions: TableConventions): ToldEnd {
  return {
    id: told(cellOf, 'id', readId),
    identity: told(cellOf, 'identity', readIdentity),
    author: told(cellOf, 'author', readAuthor),
    otherData: told(cellOf, 'dataset', readOtherData),
    doubt: told(cellOf, 'doubt', readDoubt),
    ...readResults(cellOf, conventions),
    end: readEnd(cellOf, planned, conventions),
  }
}
