import { beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { useRunsTable, type RunsTableState } from '../../../../../src-renderer/pages/runs/grid/use-runs-table'
import { settled, useInWindow } from '../../../helpers'

const open = (): RunsTableState => useInWindow(() => useRunsTable(shallowRef([]))).result
const shown = ({ pinned, center }: RunsTableState): readonly string[] =>
  [...pinned.value, ...center.value].map(({ id }) => id)

describe('the columns of the table', () => {
  beforeEach(() => localStorage.clear())

  it('move to where another stands, from either side', () => {
    const state = open()
    const before = shown(state)
    const [, first = '', second = '', third = ''] = before
    state.moveColumn(first, third)
    expect(shown(state).slice(1, 4)).toEqual([second, third, first])
    state.moveColumn(first, second)
    expect(shown(state)).toEqual(before)
  })

  it('step over hidden ones, and no further than the end', () => {
    const state = open()
    const [, first = '', second = '', third = ''] = shown(state)
    state.table.getColumn(second)?.toggleVisibility(false)
    state.stepColumn(first, 1)
    expect(shown(state).slice(1, 3)).toEqual([third, first])

    const before = shown(state)
    state.stepColumn(before.at(-1) ?? '', 1)
    state.stepColumn(before[0] ?? '', -1)
    expect(shown(state)).toEqual(before)
  })

  it('are pinned by moving among the pinned, and free again by leaving them', () => {
    const state = open()
    const [title = '', first = '', second = ''] = shown(state)
    state.moveColumn(second, title)
    expect(state.pinned.value.map(({ id }) => id)).toContain(second)
    state.moveColumn(second, first)
    expect(state.pinned.value.map(({ id }) => id)).toEqual([title])
    state.togglePin(first)
    expect(state.pinned.value.map(({ id }) => id)).toEqual([title, first])
  })

  it('stand at the next start as they were left, until they are set back', async () => {
    const first = open()
    const start = shown(first)
    const column = start[4] ?? ''
    first.table.getColumn(column)?.toggleVisibility(false)
    first.table.setSorting([{ id: 'seed', desc: true }])
    first.table.setColumnSizing((sizes) => ({ ...sizes, seed: 300 }))
    await settled()

    const next = open()
    expect(shown(next)).toEqual(start.filter((id) => id !== column))
    expect(next.sort.value).toEqual([{ column: 'seed', descending: true }])
    expect(next.table.getColumn('seed')?.getSize()).toBe(300)
    next.reset()
    expect(shown(next)).toEqual(start)
    expect(next.sort.value).toEqual([])
  })

  it.each([
    'not JSON',
    '{"order": 5}',
    '{"order":["gone"],"hidden":[],"pinned":["gone"],"widths":{},"sort":[{"id":"gone","desc":true}]}',
  ])('are all there where the stored arrangement is %s', (stored) => {
    const all = open()
      .table.getAllLeafColumns()
      .map(({ id }) => id)
      .toSorted()
    localStorage.setItem('our-neural-network/runs-table', stored)
    const state = open()

    expect(state.order.value.toSorted()).toEqual(all)
    expect(state.sort.value).toEqual([])
  })
})
