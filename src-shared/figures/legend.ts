import {
  FIGURE_MARGIN,
  figureInk,
  figureText,
  fittingText,
  LINE_HEIGHT,
  TEXT_SIZE,
  textWidth,
} from './figure-page'
import { svgElement } from './svg-element'

/** What a colour of a figure stands for. */
export interface LegendItem {
  readonly name: string
  /** 1 to 8: a colour of the charts. */
  readonly color: number
  readonly mark?: 'line' | 'dot' | 'bar' | undefined
  readonly dashed?: boolean | undefined
  readonly faint?: boolean | undefined
}

const SWATCH = 34
const GAP = 10
const LINE_WIDTH = 3

/** How a line of a figure is drawn. */
export const strokeOf = ({
  color,
  dashed,
  faint,
}: Pick<LegendItem, 'color' | 'dashed' | 'faint'>): Readonly<Record<string, string | number>> => ({
  ...{ fill: 'none', stroke: figureInk(color), 'stroke-width': LINE_WIDTH, 'stroke-linejoin': 'round' },
  ...(dashed === true ? { 'stroke-dasharray': '10 7' } : {}),
  ...(faint === true ? { 'stroke-opacity': 0.4 } : {}),
})

function swatch(item: LegendItem, x: number, middle: number): string {
  if (item.mark === 'dot')
    return svgElement('circle', { cx: x + SWATCH / 2, cy: middle, r: 7, fill: figureInk(item.color) })
  if (item.mark === 'bar')
    return svgElement('rect', {
      ...{ x: x + SWATCH - 18, y: middle - 9, width: 18, height: 18 },
      fill: figureInk(item.color),
    })
  return svgElement('path', { d: `M${x.toFixed(2)} ${middle.toFixed(2)}h${SWATCH}`, ...strokeOf(item) })
}

interface Legend {
  readonly content: readonly string[]
  readonly rows: number
  /** Where what is below it may begin. */
  readonly bottom: number
}

/** A legend from this height on: side by side, and in a new row where an entry would not fit. */
export function legendOf(items: readonly LegendItem[], width: number, top: number): Legend {
  const room = width - 2 * FIGURE_MARGIN
  let [x, row] = [0, 0]
  const content = items.flatMap((item) => {
    const name = fittingText(item.name, room - SWATCH - GAP)
    const wide = SWATCH + GAP + textWidth(name)
    if (x > 0 && x + wide > room) [x, row] = [0, row + 1]
    const [left, y] = [FIGURE_MARGIN + x, top + 4 + LINE_HEIGHT * row]
    x += wide + FIGURE_MARGIN
    return [swatch(item, left, y - TEXT_SIZE / 3), figureText(name, left + SWATCH + GAP, y)]
  })
  const rows = items.length === 0 ? 0 : row + 1
  return { content, rows, bottom: top + LINE_HEIGHT * rows }
}
