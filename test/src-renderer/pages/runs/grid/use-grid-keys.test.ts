import { beforeEach, describe, expect, it } from 'vitest'
import { computed, type ShallowRef, shallowRef } from 'vue'
import type { ViewRow } from '#shared/history/run-view'
import { runView } from '#shared/history/run-view'
import {
  type GridKeys,
  HEADER_ROW,
  useGridKeys,
} from '../../../../../src-renderer/pages/runs/grid/use-grid-keys'
import type { GridWindow } from '../../../../../src-renderer/pages/runs/grid/use-grid-window'
import { type RunsTableState, useRunsTable } from '../../../../../src-renderer/pages/runs/grid/use-runs-table'
import { useRunRequest } from '../../../../../src-renderer/pages/runs/use-run-request'
import { exampleRun } from '../../../../helpers/example-runs'
import { settled, useInWindow } from '../../../helpers'

const PAGE = 4
const COUNT = 10

interface Grid {
  readonly keys: GridKeys
  readonly state: RunsTableState
  readonly rows: ShallowRef<readonly ViewRow[]>
  /** What the keys did to the runs, in words. */
  readonly done: string[]
  readonly press: (key: string, held?: KeyboardEventInit) => boolean
}

function open(): Grid {
  const done: string[] = []
  const runs = Array.from({ length: COUNT }, (_, index) => exampleRun(`run-${String(index)}`))
  const rows = shallowRef<readonly ViewRow[]>(runView(runs, useRunRequest().request([])).rows)
  // Nothing scrolls here: there is no layout in the test.
  const still: GridWindow = {
    layout: computed(() => ({ pinned: [], center: [], pinnedWidth: 0, centerWidth: 0 })),
    ...{ placedRows: computed(() => []), height: computed(() => 0), pageRows: computed(() => PAGE) },
    ...{ showRow: () => undefined, showColumn: () => undefined },
  }
  const { result } = useInWindow(() => {
    const state = useRunsTable(rows)
    const keys = useGridKeys(rows, state, still, {
      open: ({ key }) => done.push(`open ${key}`),
      tick: ({ key }) => done.push(`tick ${key}`),
      tickAll: () => done.push('tick all'),
      sort: (id, multi) => done.push(`sort ${id}${multi ? ' also' : ''}`),
    })
    return { state, keys }
  })
  const element = document.createElement('div')
  element.addEventListener('keydown', result.keys.press)
  const press = (key: string, held: KeyboardEventInit = {}): boolean =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...held }))
  return { ...result, rows, done, press }
}

describe('the keys of the grid', () => {
  beforeEach(() => localStorage.clear())

  it('move by one, by a page and to the ends, and never out of the grid', () => {
    const { keys, press } = open()
    const at = (): readonly [number, string] => [keys.row.value, keys.cell.value]
    press('ArrowUp')
    press('ArrowUp')
    expect(keys.row.value).toBe(HEADER_ROW)
    press('PageDown')
    expect(keys.row.value).toBe(HEADER_ROW + PAGE)
    press('End', { ctrlKey: true })
    press('ArrowDown')
    press('ArrowRight')
    expect(at()).toEqual([COUNT - 1, keys.cells.value.at(-1)])
    press('PageUp')
    expect(keys.row.value).toBe(COUNT - 1 - PAGE)
    press('Home', { ctrlKey: true })
    press('ArrowLeft')
    expect(at()).toEqual([0, keys.cells.value[0]])
    press('End')
    expect(at()).toEqual([0, keys.cells.value.at(-1)])
  })

  it('open and tick what they stand on, and sort by a header', () => {
    const { keys, press, done, rows } = open()
    const [first, second] = rows.value.map(({ key }) => key)
    press('Enter')
    press('ArrowDown')
    press(' ')
    press('Home')
    press('Enter')
    expect(done.splice(0)).toEqual([`open ${first ?? ''}`, `tick ${second ?? ''}`, `tick ${second ?? ''}`])

    keys.point(HEADER_ROW, 'seed')
    press('Enter')
    press('Enter', { shiftKey: true })
    press(' ')
    expect(done).toEqual(['sort seed', 'sort seed also', 'tick all'])
  })

  it('move and widen a column with Alt, as the pointer does', () => {
    const { keys, state, press } = open()
    const [, , , first = '', second = ''] = keys.cells.value
    keys.point(0, first)
    press('ArrowRight', { altKey: true })
    expect(keys.cells.value.slice(3, 5)).toEqual([second, first])
    expect(keys.cell.value).toBe(first)

    const width = state.table.getColumn(first)?.getSize() ?? 0
    press('ArrowRight', { altKey: true, shiftKey: true })
    expect(state.table.getColumn(first)?.getSize()).toBeGreaterThan(width)
    for (let times = 0; times < 100; times += 1) press('ArrowLeft', { altKey: true, shiftKey: true })
    expect(state.table.getColumn(first)?.getSize()).toBeGreaterThan(0)
  })

  it('leave every other key to the page', () => {
    const { press } = open()
    expect(press('a')).toBe(true)
    expect(press('Tab')).toBe(true)
    expect(press('ArrowDown')).toBe(false)
  })

  it('stand on a row that is there when the rows become fewer', async () => {
    const { keys, rows, press } = open()
    press('End', { ctrlKey: true })
    rows.value = rows.value.slice(0, 3)
    await settled()
    expect(keys.row.value).toBe(2)
    rows.value = []
    await settled()
    expect(keys.row.value).toBe(0)
  })
})
