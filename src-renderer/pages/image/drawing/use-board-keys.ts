import { type Ref, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Point } from '#shared/figures/point'
import { BOARD, onBoard, SIZES } from '../../../lib/image/board'
import { useDrawingStore } from '../../../stores/drawing-store'
import { type BoardAction, boardAction } from './board-key'

/** Board pixels for each of the 28 that the network sees: what a listener is told is counted in these. */
const CELL = BOARD / 28

/** Draws by keys: a cursor that arrows move, a pen that the space bar sets down and lifts. */
export function useBoardKeys(): {
  readonly cursor: Ref<Point>
  /** What was done last, for who does not see the board. */
  readonly said: Ref<string>
  readonly press: (event: KeyboardEvent) => void
} {
  const { t } = useI18n()
  const drawing = useDrawingStore()
  const cursor = ref<Point>({ x: BOARD / 2, y: BOARD / 2 })
  const said = ref('')

  function move(x: number, y: number): void {
    cursor.value = onBoard({ x: cursor.value.x + x, y: cursor.value.y + y })
    drawing.extend(cursor.value)
    const place = { column: Math.floor(cursor.value.x / CELL), row: Math.floor(cursor.value.y / CELL) }
    said.value = t(drawing.stroke === null ? 'image.board.at' : 'image.board.drawnTo', place)
  }

  function pen(): void {
    if (drawing.stroke === null) drawing.begin(cursor.value)
    else drawing.end()
    said.value = t(drawing.stroke === null ? 'image.board.penUp' : `image.board.penDown.${drawing.tool}`)
  }

  function resize(change: number): void {
    drawing.end()
    drawing.size += change
    said.value = t('image.board.size', { size: drawing.size })
  }

  function take(tool: typeof drawing.tool): void {
    drawing.end()
    drawing.tool = tool
    said.value = t(`image.tool.${tool}`)
  }

  function act(action: BoardAction): void {
    switch (action.kind) {
      case 'move':
        return move(action.x, action.y)
      case 'pen':
        return pen()
      case 'smaller':
        return resize(-SIZES.step)
      case 'larger':
        return resize(SIZES.step)
      case 'eraser':
        return take(drawing.tool === 'eraser' ? 'brush' : 'eraser')
      case 'brush':
        return take('brush')
      case 'lift':
        drawing.end()
        said.value = t('image.board.penUp')
        return
      case 'undo':
        said.value = t(
          drawing.canUndo || drawing.stroke !== null ? 'image.board.undone' : 'image.board.nothingToUndo',
        )
        return drawing.undo()
      case 'redo':
        said.value = t(drawing.canRedo ? 'image.board.redone' : 'image.board.nothingToRedo')
        return drawing.redo()
      case 'clear':
        said.value = t('image.board.cleared')
        return drawing.clear()
    }
  }

  function press(event: KeyboardEvent): void {
    const action = boardAction(event)
    // A pen that is up leaves Escape to the window.
    if (action === null || (action.kind === 'lift' && drawing.stroke === null)) return
    event.preventDefault()
    event.stopPropagation()
    act(action)
  }

  return { cursor, said, press }
}
