import { matrixDifference, sharesOfPredicted, sharesOfTrue } from '#shared/evaluation/matrix-shares'
import type { MatrixFigure } from '#shared/figures/matrix-figure'
import { formatCount } from '../../lib/format'

/** What the cells of a confusion matrix say. */
export const MATRIX_MODES = ['count', 'true', 'predicted', 'difference'] as const
export type MatrixMode = (typeof MATRIX_MODES)[number]

type Counts = readonly (readonly number[])[]

export interface MatrixCell {
  readonly truth: number
  readonly predicted: number
  readonly count: number
  readonly value: number
  /** Whether more of it is good: correct predictions, or mistakes that another run makes and this does not. */
  readonly isGood: boolean
  /** 0 to 1: how much of its colour a cell has. */
  readonly strength: number
}

/** The most colour that leaves the number on it easy to read, in both themes. */
const MOST_COLOUR = 45

function valuesOf(counts: Counts, mode: MatrixMode, others: Counts | null): Counts {
  if (mode === 'true') return sharesOfTrue(counts)
  if (mode === 'predicted') return sharesOfPredicted(counts)
  return mode === 'difference' && others !== null ? matrixDifference(counts, others) : counts
}

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/**
 * The cells of a matrix, row by row. Mistakes are coloured by the largest mistake and correct predictions by the largest of those:
 * on one scale the mistakes of a good network would all be white.
 */
export function matrixCells(
  counts: Counts,
  mode: MatrixMode,
  others: Counts | null,
): readonly (readonly MatrixCell[])[] {
  const values = valuesOf(counts, mode, others)
  const isDifference = mode === 'difference'
  const pick = (correct: boolean): number =>
    largest(values.flatMap((row, truth) => row.filter((_, column) => (truth === column) === correct)))
  const scales = { correct: pick(true), wrong: pick(false) }
  const both = Math.max(scales.correct, scales.wrong)
  return values.map((row, truth) =>
    row.map((value, predicted): MatrixCell => {
      const isCorrect = truth === predicted
      const scale = isDifference ? both : isCorrect ? scales.correct : scales.wrong
      return {
        truth,
        predicted,
        count: counts[truth]?.[predicted] ?? 0,
        value,
        isGood: isDifference ? isCorrect === value > 0 : isCorrect,
        strength: scale === 0 ? 0 : Math.abs(value) / scale,
      }
    }),
  )
}

/** Colour of a cell, by its number among those of the charts, and how much of it. */
const cellInk = ({ isGood, strength }: MatrixCell) => ({
  color: isGood ? 3 : 2,
  opacity: (strength * MOST_COLOUR) / 100,
})

/** Background of a cell. */
export function cellColour(cell: MatrixCell): string {
  const { color, opacity } = cellInk(cell)
  return `color-mix(in oklab, var(--chart-${color}) ${(opacity * 100).toFixed(1)}%, transparent)`
}

/** What a cell says. */
export function cellText({ value }: MatrixCell, mode: MatrixMode): string {
  if (mode === 'true' || mode === 'predicted') return value === 0 ? '0' : (value * 100).toFixed(1)
  if (mode === 'difference' && value !== 0) return `${value < 0 ? '−' : '+'}${formatCount(Math.abs(value))}`
  return formatCount(value)
}

/** The cells as they are drawn for reports and slides. */
export function figureCells(
  cells: readonly (readonly MatrixCell[])[],
  mode: MatrixMode,
): MatrixFigure['cells'] {
  return cells.map((row) => row.map((cell) => ({ text: cellText(cell, mode), ...cellInk(cell) })))
}
