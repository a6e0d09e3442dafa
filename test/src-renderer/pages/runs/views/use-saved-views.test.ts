import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { type SavedView, savedViews } from '#shared/history/saved-view'
import type { Settings } from '#shared/ipc'
import { useRunsTable } from '../../../../../src-renderer/pages/runs/grid/use-runs-table'
import { useRunRequest } from '../../../../../src-renderer/pages/runs/use-run-request'
import { useSavedViews } from '../../../../../src-renderer/pages/runs/views/use-saved-views'
import { installFakeLab } from '../../../../helpers/fake-lab'
import { settled, useInWindow } from '../../../helpers'

const BEFORE: Settings = {
  language: 'en',
  theme: 'light',
  threads: 0,
  author: '',
  sealTestSet: false,
  notify: true,
  lookForReleases: false,
  views: [],
}

function open() {
  let kept = BEFORE
  // As main does: what is not a list of views is refused.
  installFakeLab({
    'settings:set': (change) =>
      (kept = { ...kept, ...change, views: v.parse(savedViews, change.views ?? kept.views) }),
  })
  return useInWindow(() => {
    const request = useRunRequest()
    const state = useRunsTable(shallowRef([]))
    return { request, state, saved: useSavedViews(request, state) }
  }).result
}

const names = (views: readonly SavedView[]): readonly string[] => views.map(({ name }) => name)

describe('saved views', () => {
  beforeEach(() => localStorage.clear())

  it('bring back search, filters, sorting, groups and columns', async () => {
    const { request, state, saved } = open()
    request.search.value = 'Test accuracy > 90 %'
    request.setColumnFilter('activation', 'selu')
    request.groupBy.value = ['activation']
    request.archived.value = 'with'
    state.table.setSorting([{ id: 'seed', desc: true }])
    state.showColumn('author', false)
    state.togglePin('seed')
    await saved.save(' Best ones ')
    await settled()
    expect(saved.current.value).toBe('Best ones')

    request.clearFilters()
    request.groupBy.value = []
    state.reset()
    expect(saved.current.value).toBeNull()
    const [view] = saved.views.value
    if (view === undefined) throw new Error('Nothing was saved.')
    saved.apply(view)
    await settled()
    expect(request.search.value).toBe('Test accuracy > 90 %')
    expect(request.columnFilters.value).toEqual({ activation: 'selu' })
    expect(state.sort.value).toEqual([{ column: 'seed', descending: true }])
    expect(state.table.getColumn('author')?.getIsVisible()).toBe(false)
    expect(state.pinned.value.map(({ id }) => id)).toContain('seed')
    expect(saved.current.value).toBe('Best ones')
  })

  it('are replaced, renamed, deleted and brought back, and never have one name twice', async () => {
    const { request, saved } = open()
    await saved.save('A')
    request.search.value = 'adam'
    await saved.save('B')
    request.search.value = 'selu'
    await saved.save('A')
    expect(names(saved.views.value)).toEqual(['A', 'B'])
    expect(saved.views.value[0]?.search).toBe('selu')
    await saved.rename('A', 'B')
    await saved.rename('A', '  ')
    expect(names(saved.views.value)).toEqual(['A', 'B'])
    await saved.rename('A', 'C')
    const [removed] = saved.views.value
    await saved.remove('C')
    expect(names(saved.views.value)).toEqual(['B'])
    if (removed !== undefined) await saved.restore(removed)
    expect(names(saved.views.value)).toEqual(['B', 'C'])
  })

  it('of a newer version or another hand open without columns that are unknown here', async () => {
    const { saved, state, request } = open()
    await saved.save('A')
    const [view] = saved.views.value
    if (view === undefined) throw new Error('Nothing was saved.')
    saved.apply({
      ...view,
      sort: [{ column: 'beauty', descending: true }],
      groupBy: ['beauty', 'seed'],
      columns: { order: ['beauty', 'seed', 'title'], hidden: ['mood'], pinned: ['beauty'] },
    })
    await settled()
    expect(state.order.value.slice(0, 2)).toEqual(['seed', 'title'])
    expect(state.sort.value).toEqual([])
    expect(state.pinned.value).toEqual([])
    expect(request.groupBy.value).toEqual(['seed'])
  })
})
