import { describe, expect, it } from 'vitest'
import type { Dropout } from '#shared/experiment/experiment'
import { panelIndex, panelMatrixSize } from '#shared/kernels/panels'
import type { DropoutNumbers } from '#shared/network/dropout'
import { dropoutNumbers, writeDropoutBlock } from '#shared/network/dropout'
import { memoryOf } from '#shared/network/memory'
import { createRandomStream } from '#shared/random/random-stream'
import { fastEngines } from '../../helpers/engines'
import { power } from '../../helpers/power'

const [ROWS, COLUMNS] = [512, 250]
const COUNT = ROWS * COLUMNS
const BLOCK = 65536
const X = BLOCK + 64
const [OUT, MASK] = [1, 2].map((place) => X + place * 4 * panelMatrixSize(ROWS, COLUMNS))

/** Standard errors that a mean may lie off: once in 150,000 tests by chance, and the draws are always the same. */
const ERRORS = 4.5

interface Dropped {
  readonly out: Float64Array
  readonly mask: Float64Array
}

function numbersOf(dropout: Dropout): DropoutNumbers {
  const numbers = dropoutNumbers(dropout)
  if (numbers === null) throw new Error(`${dropout.kind} with ratio ${dropout.ratio} drops nothing.`)
  return numbers
}

/** One layer of activations through the kernel. */
function drop(dropout: Dropout, draw: () => number, seed = 1, iteration = 0, layer = 0): Dropped {
  const { kernels, buffer } = fastEngines[0].create(BLOCK + 64 + 12 * panelMatrixSize(ROWS, COLUMNS))
  const memory = memoryOf(buffer)
  writeDropoutBlock(memory, BLOCK, numbersOf(dropout), seed, iteration, layer)
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1)
      memory.floats[X / 4 + panelIndex(ROWS, row, column)] = draw()
  }
  kernels.dropoutF32(OUT, MASK, X, BLOCK, ROWS, 0, ROWS, COLUMNS, 0, Math.ceil(COLUMNS / 16))
  const read = (address: number): Float64Array =>
    Float64Array.from(
      { length: COUNT },
      (_, i) => memory.floats[address / 4 + panelIndex(ROWS, Math.floor(i / COLUMNS), i % COLUMNS)],
    )
  return { out: read(OUT), mask: read(MASK) }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function momentsOf(values: Float64Array): { mean: number; variance: number; fourth: number } {
  const mean = meanOf(values)
  return {
    mean,
    variance: meanOf(values.map((value) => power(value - mean, 2))),
    fourth: meanOf(values.map((value) => power(value - mean, 4))),
  }
}

describe('alpha dropout', () => {
  it.each([0.01, 0.05, 0.1, 0.25, 0.5, 0.9])('should keep mean 0 and variance 1 at ratio %d', (ratio) => {
    const { normal } = createRandomStream(7, 'search', ratio * 100)
    const { mean, variance, fourth } = momentsOf(drop({ kind: 'alpha', ratio }, normal).out)

    expect(Math.abs(mean)).toBeLessThan(ERRORS / Math.sqrt(COUNT))
    expect(Math.abs(variance - 1)).toBeLessThan(ERRORS * Math.sqrt((fourth - 1) / COUNT))
  })

  it('should set what it drops to the lower limit of SELU, before it restores mean and variance', () => {
    const { scale, shift, dropped } = numbersOf({ kind: 'alpha', ratio: 0.25 })
    const lowest = -1.0507009873554805 * 1.6732632423543772

    expect((dropped - shift) / scale).toBeCloseTo(lowest, 12)
    expect(0.25 * dropped + 0.75 * shift).toBeCloseTo(0, 12)
    expect(0.25 * dropped * dropped + 0.75 * (scale * scale + shift * shift)).toBeCloseTo(1, 12)
  })
})

describe('dropout', () => {
  it.each([0.01, 0.25, 0.5, 0.9])(
    'should keep the mean at ratio %d, and the right share of the elements',
    (ratio) => {
      const { out, mask } = drop({ kind: 'dropout', ratio }, () => 1)
      const kept = meanOf(mask.map((factor) => (factor > 0 ? 1 : 0)))
      const error = Math.sqrt((ratio * (1 - ratio)) / COUNT)

      expect(Math.abs(kept - (1 - ratio))).toBeLessThan(ERRORS * error)
      expect(Math.abs(meanOf(out) - 1)).toBeLessThan((ERRORS * error) / (1 - ratio))
    },
  )

  it.each(['dropout', 'alpha'] as const)('should have the derivative of what it computes: %s', (kind) => {
    const { scale, shift, dropped } = numbersOf({ kind, ratio: 0.3 })
    const { out, mask } = drop({ kind, ratio: 0.3 }, () => 2)

    expect(new Set(mask)).toEqual(new Set([0, Math.fround(scale)]))
    for (const [index, factor] of mask.entries()) {
      expect(Math.abs(out[index] - (factor === 0 ? dropped : 2 * scale + shift))).toBeLessThan(1e-6)
    }
  })

  it('should drop independently in every row, column, layer, iteration and seed', () => {
    const mask = (seed: number, iteration: number, layer: number): Float64Array =>
      drop({ kind: 'dropout', ratio: 0.5 }, () => 1, seed, iteration, layer).mask.map((factor) =>
        factor > 0 ? 1 : -1,
      )
    const first = mask(1, 0, 0)
    const moved = (by: number): Float64Array => first.map((_, index) => first[(index + by) % COUNT])

    expect(mask(1, 0, 0)).toEqual(first)
    const others = [
      mask(2, 0, 0),
      mask(1, 1, 0),
      mask(1, 0, 1),
      moved(1),
      moved(4),
      moved(16),
      moved(COLUMNS),
    ]
    for (const other of others) {
      expect(Math.abs(meanOf(first.map((sign, index) => sign * other[index])))).toBeLessThan(
        ERRORS / Math.sqrt(COUNT),
      )
    }
  })

  it('should be nothing at all at ratio 0', () => {
    expect(dropoutNumbers({ kind: 'none', ratio: 0.5 })).toBeNull()
    expect(dropoutNumbers({ kind: 'dropout', ratio: 0 })).toBeNull()
    expect(dropoutNumbers({ kind: 'alpha', ratio: 0 })).toBeNull()
  })
})
