import { useManualRefHistory } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Point } from '#shared/figures/point'
import { fittingSize, type Mark, onBoard, type Tool } from '../lib/image/board'

/** Strokes that can be taken back. */
const MOST_UNDONE = 200

/** The drawing on the Image page, stroke by stroke: it outlives the board when another source is shown for a while. */
export const useDrawingStore = defineStore('drawing', () => {
  const marks = shallowRef<readonly Mark[]>([])
  const tool = ref<Tool>('brush')
  const size = ref(32)
  const stroke = shallowRef<Mark | null>(null)
  const { canUndo, canRedo, commit, undo, redo } = useManualRefHistory(marks, { capacity: MOST_UNDONE })

  function begin(point: Point): void {
    end()
    stroke.value = { tool: tool.value, size: size.value, points: [onBoard(point)] }
  }

  function extend(point: Point): void {
    if (stroke.value === null) return
    stroke.value = { ...stroke.value, points: [...stroke.value.points, onBoard(point)] }
  }

  /** The stroke becomes a part of the drawing that can be taken back. */
  function end(): void {
    if (stroke.value === null) return
    marks.value = [...marks.value, stroke.value]
    stroke.value = null
    commit()
  }

  /** Can be taken back, too. */
  function clear(): void {
    end()
    if (marks.value.length === 0) return
    marks.value = []
    commit()
  }

  function stepBack(): void {
    end()
    undo()
  }

  function stepForward(): void {
    if (stroke.value === null) redo()
  }

  return {
    ...{ marks, tool, stroke, canUndo, canRedo, begin, extend, end, clear },
    size: computed({ get: () => size.value, set: (value) => (size.value = fittingSize(value)) }),
    isEmpty: computed(() => marks.value.length === 0 && stroke.value === null),
    undo: stepBack,
    redo: stepForward,
  }
})
