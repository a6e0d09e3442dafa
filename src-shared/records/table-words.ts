import { ACTIVATION_ROWS } from '../experiment/activations'
import {
  type Activation,
  ACTIVATIONS,
  type Initialization,
  OPTIMIZER_KINDS,
  type OptimizerKind,
} from '../experiment/experiment'
import { INITIALIZATION_ROWS } from '../experiment/initializations'
import { OPTIMIZER_ROWS } from '../experiment/optimizers'

/*
 * The words of the 14-column table for our own values stand in the rows of the rules. They are the words of the textbook and of tables
 * that already exist, so that rows which the lab appends look like the rows above them: its `xavier` is 1/fan_in, which is our `lecun`.
 */

/** Other words for initializations that tables use: the textbook also names them after the activation. */
const INITIALIZATION_READINGS: Readonly<Record<string, Exclude<Initialization, number>>> = {
  xavier: 'lecun',
  lecun: 'lecun',
  sigmoid: 'lecun',
  he: 'he',
  relu: 'he',
  glorot: 'xavier',
}

const plain = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')

/** The table's word for an activation. */
export function activationWord(activation: Activation): string {
  return ACTIVATION_ROWS[activation].tableWord
}

/** The table's word for an initialization; a standard deviation stays a number. */
export function initializationWord(initialization: Initialization): string | number {
  return typeof initialization === 'number' ? initialization : INITIALIZATION_ROWS[initialization].tableWord
}

/** The table's word for an optimizer. */
export function optimizerWord(kind: OptimizerKind): string {
  return OPTIMIZER_ROWS[kind].tableWord
}

/** The activation that a table's word means, or null; `selu_tmp` is SELU, and our own words are read too. */
export function readActivation(word: string): Activation | null {
  const wanted = plain(word)
  if (wanted === 'selutmp') return 'selu'
  return ACTIVATIONS.find((activation) => plain(activation) === wanted) ?? null
}

/** The initialization that a table's word means, or null. */
export function readInitialization(word: string): Initialization | null {
  const wanted = plain(word)
  if (Object.hasOwn(INITIALIZATION_READINGS, wanted)) return INITIALIZATION_READINGS[wanted] ?? null
  const deviation = Number(word.trim())
  return word.trim() !== '' && Number.isFinite(deviation) && deviation > 0 ? deviation : null
}

/** The optimizer that a table's word means, or null. */
export function readOptimizer(word: string): OptimizerKind | null {
  const wanted = plain(word)
  return OPTIMIZER_KINDS.find((kind) => plain(kind) === wanted) ?? null
}
