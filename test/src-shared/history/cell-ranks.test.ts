import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellRanks, compareCells } from '#shared/history/cell-ranks'
import { sortByKeys, type SortKey } from '#shared/history/sort-runs'
import { type CellValue, knownColumn } from '#shared/records/table-columns'

const VALUES: Readonly<Record<string, fc.Arbitrary<CellValue>>> = {
  learning_rate: fc.option(fc.double()),
  hidden_size_list: fc.constantFrom('[256, 64]', '[256]', '[]', '[64, 256]', '[1024]', null),
  activation: fc.constantFrom('relu', 'ReLU', 'selu', null),
  weight_init_std: fc.oneof(fc.constantFrom('he', 'lecun'), fc.double({ noNaN: true }), fc.constant(null)),
  use_dropout: fc.option(fc.boolean()),
}
const ids = Object.keys(VALUES)
const rows = fc.array(fc.record(VALUES))
const keys = fc.array(fc.record({ column: fc.constantFrom(...ids), descending: fc.boolean() }), {
  minLength: 1,
  maxLength: 3,
})

describe('sorting by ranks', () => {
  it('is the stable sorting by comparisons, for every kind of cell and any keys', () => {
    const compared = (a: Record<string, CellValue>, b: Record<string, CellValue>, by: readonly SortKey[]) => {
      for (const { column, descending } of by) {
        const [first, second] = [a[column] ?? null, b[column] ?? null]
        const isMissing = [first, second].some((value) => value === null || Number.isNaN(value))
        const order = compareCells(knownColumn(column), first, second)
        if (order !== 0) return descending && !isMissing ? -order : order
      }
      return 0
    }
    fc.assert(
      fc.property(rows, keys, (items, by) => {
        const sorted = sortByKeys(items, by, (item, { id }) => item[id] ?? null)
        expect(sorted).toEqual(items.toSorted((a, b) => compared(a, b, by)))
      }),
    )
  })

  it('gives equal cells one rank, and those that are missing the last, whichever way', () => {
    const cells = ['selu', null, 'ReLU', 'relu']
    const column = knownColumn('activation')
    expect(cellRanks(column, cells, false)).toEqual({ ranks: Uint32Array.of(1, 2, 0, 0), count: 3 })
    expect(cellRanks(column, cells, true)).toEqual({ ranks: Uint32Array.of(0, 2, 1, 1), count: 3 })
  })
})
