import {
  AXIS_INK,
  FIGURE_MARGIN,
  FIGURE_WIDTH,
  figureInk,
  figurePage,
  figureText,
  fittingText,
  GRID_INK,
  LINE_HEIGHT,
  TEXT_INK,
  TEXT_SIZE,
  textWidth,
  TITLE_SIZE,
} from './figure-page'
import { svgElement } from './svg-element'

interface ShareRow {
  readonly name: string
  /** What stands behind the bar. */
  readonly text: string
  /** From 0 to 1, and between which it may lie. */
  readonly share: number
  readonly low: number
  readonly high: number
  /** It may be chance. */
  readonly faint: boolean
}

/** Shares with their uncertainty, a bar each, drawn for reports and slides. */
export interface ShareFigure {
  readonly title: string
  readonly rows: readonly ShareRow[]
}

const [ROW, BAR, GAP] = [46, 26, 14]
const LONGEST_NAME = 300

/** The bars as an SVG file. */
export function shareSvg({ title, rows }: ShareFigure): string {
  const names = rows.map(({ name }) => fittingText(name, LONGEST_NAME))
  const left = FIGURE_MARGIN + Math.max(0, ...names.map((name) => textWidth(name))) + GAP
  const texts = Math.max(0, ...rows.map(({ text }) => textWidth(text)))
  const right = Math.max(left + 200, FIGURE_WIDTH - FIGURE_MARGIN - texts - GAP)
  const top = FIGURE_MARGIN + TITLE_SIZE + LINE_HEIGHT
  const bottom = top + ROW * rows.length
  const xOf = (share: number): number => left + share * (right - left)
  const width = Math.max(FIGURE_WIDTH, right + GAP + texts + FIGURE_MARGIN)
  return figurePage(title, Math.ceil(width), Math.ceil(bottom + FIGURE_MARGIN), [
    svgElement('line', { x1: left, x2: left, y1: top, y2: bottom, stroke: AXIS_INK }),
    svgElement('line', { x1: right, x2: right, y1: top, y2: bottom, stroke: GRID_INK }),
    ...rows.flatMap(({ text, share, low, high, faint }, index) => {
      const y = top + ROW * index + (ROW - BAR) / 2
      const base = y + BAR / 2 + TEXT_SIZE / 3
      return [
        figureText(names[index] ?? '', left - GAP, base, { anchor: 'end' }),
        svgElement('rect', {
          ...{ x: left, y, width: xOf(share) - left, height: BAR },
          ...{ fill: faint ? AXIS_INK : figureInk(1) },
        }),
        svgElement('line', {
          ...{ x1: xOf(low), x2: xOf(high), y1: y + BAR / 2, y2: y + BAR / 2 },
          ...{ stroke: TEXT_INK, 'stroke-width': 3 },
        }),
        figureText(text, right + GAP, base),
      ]
    }),
  ])
}
