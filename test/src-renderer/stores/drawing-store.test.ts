import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { BOARD, SIZES } from '../../../src-renderer/lib/image/board'
import { useDrawingStore } from '../../../src-renderer/stores/drawing-store'

beforeEach(() => setActivePinia(createPinia()))

function drawLine(store: ReturnType<typeof useDrawingStore>, from: number, to: number): void {
  store.begin({ x: from, y: from })
  store.extend({ x: to, y: to })
  store.end()
}

describe('a drawing', () => {
  it('is taken back stroke by stroke and brought again, and a new stroke ends what can be brought', () => {
    const store = useDrawingStore()
    drawLine(store, 10, 20)
    drawLine(store, 30, 40)
    const both = store.marks
    store.undo()
    expect(store.marks).toEqual(both.slice(0, 1))
    store.undo()
    expect([store.isEmpty, store.canUndo]).toEqual([true, false])
    store.redo()
    store.redo()
    expect(store.marks).toEqual(both)
    store.undo()
    drawLine(store, 50, 60)
    expect(store.canRedo).toBe(false)
    expect(store.marks.map(({ points }) => points[0]?.x)).toEqual([10, 50])
  })

  it('comes back after it was cleared', () => {
    const store = useDrawingStore()
    drawLine(store, 10, 20)
    store.clear()
    expect(store.isEmpty).toBe(true)
    store.undo()
    expect(store.marks).toHaveLength(1)
  })

  it('keeps the tool and the size with which each stroke was drawn, within bounds', () => {
    const store = useDrawingStore()
    store.size = 1_000
    drawLine(store, 10, 20)
    store.tool = 'eraser'
    store.size = -5
    store.begin({ x: -40, y: BOARD + 40 })
    store.end()
    expect(store.marks.map(({ tool, size }) => [tool, size])).toEqual([
      ['brush', SIZES.most],
      ['eraser', SIZES.least],
    ])
    expect(store.marks[1]?.points).toEqual([{ x: 0, y: BOARD }])
  })

  it('takes a stroke that is being drawn back as a whole', () => {
    const store = useDrawingStore()
    store.begin({ x: 1, y: 1 })
    store.extend({ x: 9, y: 9 })
    store.undo()
    expect([store.isEmpty, store.stroke]).toEqual([true, null])
    store.redo()
    expect(store.marks).toHaveLength(1)
  })
})
