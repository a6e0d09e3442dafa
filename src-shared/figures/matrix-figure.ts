import {
  FIGURE_MARGIN,
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

/** A cell of a matrix that is drawn. */
interface FigureCell {
  readonly text: string
  /** 1 to 8: a colour of the charts. */
  readonly color: number
  /** 0 to 1: how much of the colour it has. */
  readonly opacity: number
}

/** A confusion matrix that is drawn for reports and slides. */
export interface MatrixFigure {
  readonly title: string
  /** What the cells say. */
  readonly subtitle: string
  /** What stands over the names of the true classes: which way is which. */
  readonly corner: string
  readonly names: readonly string[]
  /** A row for each true class. */
  readonly cells: readonly (readonly FigureCell[])[]
}

const CELL_HEIGHT = 42
const LEAST_WIDTH = 74
const LONGEST_NAME = 240
const GAP = 10

/** The matrix as an SVG file. It is as large as its classes are many. */
export function matrixSvg({ title, subtitle, corner, names, cells }: MatrixFigure): string {
  const shown = names.map((name) => fittingText(name, LONGEST_NAME))
  const longest = Math.max(0, ...shown.map((name) => textWidth(name)))
  const cellWidth = Math.max(LEAST_WIDTH, ...cells.flat().map(({ text }) => textWidth(text) + 2 * GAP))
  const left = FIGURE_MARGIN + Math.max(longest, textWidth(corner)) + GAP
  const top = FIGURE_MARGIN + TITLE_SIZE + LINE_HEIGHT + longest + 2 * GAP
  const middleOf = (column: number): number => left + cellWidth * (column + 0.5)
  const baseOf = (row: number): number => top + CELL_HEIGHT * (row + 0.5) + TEXT_SIZE / 3
  const width = Math.max(
    left + cellWidth * names.length,
    FIGURE_MARGIN + Math.max(textWidth(title, TITLE_SIZE), textWidth(subtitle)),
  )
  return figurePage(
    title,
    Math.ceil(width + FIGURE_MARGIN),
    Math.ceil(top + CELL_HEIGHT * cells.length + FIGURE_MARGIN),
    [
      figureText(subtitle, FIGURE_MARGIN, FIGURE_MARGIN + TITLE_SIZE + LINE_HEIGHT - GAP / 2),
      figureText(corner, left - GAP, top - GAP, { anchor: 'end' }),
      ...shown.map((name, column) =>
        figureText(name, middleOf(column) + TEXT_SIZE / 3, top - GAP, { turned: -90 }),
      ),
      ...cells.flatMap((row, truth) => [
        figureText(shown[truth] ?? String(truth), left - GAP, baseOf(truth), { anchor: 'end' }),
        ...row.flatMap(({ text, color, opacity }, predicted) => [
          svgElement('rect', {
            ...{ x: left + cellWidth * predicted + 1, y: top + CELL_HEIGHT * truth + 1 },
            ...{ width: cellWidth - 2, height: CELL_HEIGHT - 2, rx: 4 },
            ...{ fill: figureInk(color), 'fill-opacity': opacity, stroke: GRID_INK },
          }),
          figureText(text, middleOf(predicted), baseOf(truth), { anchor: 'middle', ink: TEXT_INK }),
        ]),
      ]),
    ],
  )
}
