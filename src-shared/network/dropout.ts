import type { Dropout } from '../experiment/experiment'
import type { Address } from '../kernels/kernels'
import {
  DROPOUT_DROPPED,
  DROPOUT_ITERATION,
  DROPOUT_LAYER,
  DROPOUT_SCALE,
  DROPOUT_SEED,
  DROPOUT_SHIFT,
  DROPOUT_STREAM,
  DROPOUT_THRESHOLD,
} from '../kernels/scalar-layouts'
import { RANDOM_STREAMS } from '../random/random-stream'
import type { Memory } from './memory'

const SELU_ALPHA = 1.6732632423543772
const SELU_LAMBDA = 1.0507009873554805
const TWO_TO_24 = 16777216

/** The numbers of one kind of dropout: a kept x becomes scale * x + shift, a dropped one becomes `dropped`. */
export interface DropoutNumbers {
  readonly scale: number
  readonly shift: number
  readonly dropped: number
  /** An element is kept where its 24 random bits are at least this. */
  readonly threshold: number
}

/**
 * Dropout divides by the share that is kept. Alpha dropout sets dropped elements to SELU's lower limit -lambda alpha and
 * then restores mean 0 and variance 1: a = (q + alpha'^2 q (1 - q))^(-1/2), b = -a (1 - q) alpha', with q the share that is
 * kept ("Self-Normalizing Neural Networks", 2017, section "New dropout technique").
 */
export function dropoutNumbers({ kind, ratio }: Dropout): DropoutNumbers | null {
  if (kind === 'none' || ratio === 0) return null
  const threshold = Math.floor(ratio * TWO_TO_24 + 0.5)
  const kept = 1 - ratio
  if (kind === 'dropout') return { scale: 1 / kept, shift: 0, dropped: 0, threshold }
  const limit = -(SELU_LAMBDA * SELU_ALPHA)
  const scale = 1 / Math.sqrt(kept + limit * limit * kept * ratio)
  const shift = -(scale * ratio * limit)
  return { scale, shift, dropped: scale * limit + shift, threshold }
}

/** Writes the parameter block that `dropoutF32` reads. */
export function writeDropoutBlock(
  memory: Memory,
  address: Address,
  numbers: DropoutNumbers,
  seed: number,
  iteration: number,
  layer: number,
): void {
  const word = address / 4
  memory.words[word + DROPOUT_SEED] = seed
  memory.words[word + DROPOUT_STREAM] = RANDOM_STREAMS.dropout
  memory.words[word + DROPOUT_ITERATION] = iteration
  memory.words[word + DROPOUT_LAYER] = layer
  memory.words[word + DROPOUT_THRESHOLD] = numbers.threshold
  memory.floats[word + DROPOUT_SCALE] = numbers.scale
  memory.floats[word + DROPOUT_SHIFT] = numbers.shift
  memory.floats[word + DROPOUT_DROPPED] = numbers.dropped
}
