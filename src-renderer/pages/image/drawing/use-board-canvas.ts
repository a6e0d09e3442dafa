import { useRafFn } from '@vueuse/core'
import { onMounted, type ShallowRef, watch } from 'vue'
import { BOARD, type Mark, paintBoard, paintMark } from '../../../lib/image/board'
import { useDrawingStore } from '../../../stores/drawing-store'
import { useImageStore } from '../../../stores/image-store'

/** Paints the drawing on its canvas and gives it to the network, at most once a frame. */
export function useBoardCanvas(canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>): void {
  const drawing = useDrawingStore()
  const image = useImageStore()
  let context: CanvasRenderingContext2D | null = null
  let painted: { readonly marks: readonly Mark[]; points: number } | null = null

  /** Only what is new of a stroke that grows; everything after any other change. */
  function paint(): void {
    if (context === null) return
    const { marks, stroke } = drawing
    if (painted?.marks !== marks || stroke === null) {
      paintBoard(context, marks)
      painted = { marks, points: 0 }
    }
    if (stroke !== null) {
      paintMark(context, stroke, Math.max(0, painted.points - 1))
      painted.points = stroke.points.length
    }
    image.drawing = drawing.isEmpty ? null : context.getImageData(0, 0, BOARD, BOARD)
  }

  const { pause, resume } = useRafFn(
    () => {
      pause()
      paint()
    },
    { immediate: false },
  )
  watch([() => drawing.marks, () => drawing.stroke], resume)
  onMounted(() => {
    context = canvas.value?.getContext('2d', { willReadFrequently: true }) ?? null
    paint()
  })
}
