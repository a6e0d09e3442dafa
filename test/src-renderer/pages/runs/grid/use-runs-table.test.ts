import { beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { type RunsTableState, useRunsTable } from '../../../../../src-renderer/pages/runs/grid/use-runs-table'
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

describe('columns that nobody arranged', () => {
  beforeEach(() => localStorage.clear())

  it('stand with the settings first in which the runs differ, hidden ones too', () => {
    const state = open()
    state.arrange(['label_smoothing', 'activation'])
    expect(shown(state).slice(0, 6)).toEqual([
      ...['title', 'validation_acc', 'test_acc', 'activation', 'label_smoothing', 'train_acc'],
    ])
    state.arrange(['seed'])
    expect(shown(state)[3]).toBe('seed')
    expect(shown(state)).not.toContain('label_smoothing')
  })

  it('stay where somebody put one, also at the next start, until the differing ones are wanted again', async () => {
    const state = open()
    state.arrange(['seed'])
    state.moveColumn('seed', 'test_acc')
    const arranged = shown(state)
    state.arrange(['activation'])
    expect(shown(state)).toEqual(arranged)
    await settled()

    const next = open()
    next.arrange(['activation'])
    expect(shown(next)).toEqual(arranged)
    next.keepArrangement(false)
    expect(shown(next)[3]).toBe('activation')
  })

  it('show the ranking by validation accuracy, and its first click turns it around', () => {
    const state = open()
    const sorting = (): unknown => state.sort.value
    state.sortBy('validation_acc', false)
    expect(sorting()).toEqual([{ column: 'validation_acc', descending: false }])
    state.sortBy('validation_acc', false)
    expect(sorting()).toEqual([])
    state.sortBy('seed', false)
    expect(sorting()).toEqual([{ column: 'seed', descending: true }])
  })
})

describe('what is remembered of the table', () => {
  const remember = (layout: unknown): void =>
    localStorage.setItem('our-neural-network/runs-table', JSON.stringify(layout))

  it('loses widths that make no sense, and nothing else', () => {
    const order = ['seed', 'title', 'seed', 'beauty']
    const widths = { seed: 300, title: 1e9, activation: -5, test_acc: '200', beauty: 100 }
    remember({ arranged: true, order, hidden: [], pinned: [], widths, sort: [] })
    const state = open()
    expect(state.table.getColumn('seed')?.getSize()).toBe(300)
    for (const id of ['title', 'activation', 'test_acc'])
      expect(state.table.getColumn(id)?.getSize()).toBeLessThan(400)
    expect(state.order.value.slice(0, 2)).toEqual(['seed', 'title'])
  })

  it('of an earlier version counts as arranged where it was', () => {
    remember({ order: ['seed', 'title'], hidden: [], pinned: [], widths: {}, sort: [] })
    expect(open().arranged.value).toBe(true)
    localStorage.clear()
    expect(open().arranged.value).toBe(false)
  })
})
