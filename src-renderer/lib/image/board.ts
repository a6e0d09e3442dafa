import type { Point } from '#shared/figures/point'

export const TOOLS = ['brush', 'eraser'] as const
export type Tool = (typeof TOOLS)[number]

/** One stroke on the drawing board, or a single dot. */
export interface Mark {
  readonly tool: Tool
  /** Diameter in pixels of the board. */
  readonly size: number
  readonly points: readonly Point[]
}

/** Pixels of a side: 16 for each of the 28 that the network sees. */
export const BOARD = 448
export const SIZES = { least: 8, most: 96, step: 8 } as const

const COLOURS: Readonly<Record<Tool, string>> = { brush: '#ffffff', eraser: '#000000' }

/** A size within the bounds. */
export const fittingSize = (size: number): number => Math.min(SIZES.most, Math.max(SIZES.least, size))

/** A place on the board, however far the pointer went beside it. */
export const onBoard = ({ x, y }: Point): Point => ({
  x: Math.min(BOARD, Math.max(0, x)),
  y: Math.min(BOARD, Math.max(0, y)),
})

type Context = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'fillRect'
  | 'fillStyle'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'stroke'
  | 'strokeStyle'
>

/** Paints a stroke from its point number `from` on; a dot is a line to where it began. */
export function paintMark(context: Context, { tool, size, points }: Mark, from = 0): void {
  const [first, ...others] = points.slice(from)
  if (first === undefined) return
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.lineWidth = size
  context.strokeStyle = COLOURS[tool]
  context.beginPath()
  context.moveTo(first.x, first.y)
  for (const { x, y } of others.length === 0 ? [first] : others) context.lineTo(x, y)
  context.stroke()
}

/** Paints a whole drawing on black. */
export function paintBoard(context: Context, marks: readonly Mark[]): void {
  context.fillStyle = COLOURS.eraser
  context.fillRect(0, 0, BOARD, BOARD)
  for (const mark of marks) paintMark(context, mark)
}
