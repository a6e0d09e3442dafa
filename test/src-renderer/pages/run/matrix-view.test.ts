import { describe, expect, it } from 'vitest'
import { cellColour, matrixCells } from '../../../../src-renderer/pages/run/matrix-view'

const counts = [
  [8, 2],
  [0, 10],
]

describe('the cells of a confusion matrix', () => {
  it('are coloured by the largest of their kind, so that few mistakes are seen beside many correct ones', () => {
    const cells = matrixCells(counts, 'count', null).flat()

    expect(cells.map(({ value }) => value)).toEqual([8, 2, 0, 10])
    expect(cells.map(({ strength }) => strength)).toEqual([0.8, 1, 0, 1])
    expect(cells.map(({ isGood }) => isGood)).toEqual([true, false, false, true])
  })

  it('are shares of the true or of the predicted class', () => {
    const values = (mode: 'true' | 'predicted'): readonly number[] =>
      matrixCells(counts, mode, null)
        .flat()
        .map(({ value }) => value)

    expect(values('true')).toEqual([0.8, 0.2, 0, 1])
    expect(values('predicted')).toEqual([1, 2 / 12, 0, 10 / 12])
  })

  it('of a difference are good where more is correct or less is wrong, and keep the counts of this run', () => {
    const others = [
      [9, 1],
      [3, 7],
    ]
    const cells = matrixCells(counts, 'difference', others).flat()

    expect(cells.map(({ value }) => value)).toEqual([-1, 1, -3, 3])
    expect(cells.map(({ isGood }) => isGood)).toEqual([false, false, true, true])
    expect(cells.map(({ count }) => count)).toEqual([8, 2, 0, 10])
    expect(cells.map(({ strength }) => strength)).toEqual([1 / 3, 1 / 3, 1, 1])
  })

  it('never have so much colour that their number is hard to read', () => {
    const [cell] = matrixCells([[5]], 'count', null)[0] ?? []

    expect(cell === undefined ? '' : cellColour(cell)).toBe(
      'color-mix(in oklab, var(--chart-3) 45.0%, transparent)',
    )
  })
})
