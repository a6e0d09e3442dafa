import {
  AXIS_INK,
  FIGURE_MARGIN,
  figureInk,
  figurePage,
  figureText,
  fittingText,
  LINE_HEIGHT,
  TEXT_SIZE,
  textWidth,
  TITLE_SIZE,
} from './figure-page'
import { svgElement } from './svg-element'

interface FieldAxis {
  readonly title: string
  /** Names of places along it, by their share of its length. */
  readonly marks: readonly { readonly share: number; readonly name: string }[]
}

/** A field of cells over two settings, drawn for reports and slides. */
export interface FieldFigure {
  readonly title: string
  readonly x: FieldAxis
  readonly y: FieldAxis
  readonly columns: number
  readonly rows: number
  readonly cells: readonly {
    readonly column: number
    readonly row: number
    /** 0 to 1: how much of the colour it has. */
    readonly opacity: number
  }[]
  /** Sentences below it. */
  readonly notes: readonly string[]
}

const SIDE = 520
const GAP = 10
const LONGEST_NAME = 220

/** A sentence in lines that fit. */
function inLines(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = [...lines.slice(-1), word].join(' ')
    if (lines.length > 0 && textWidth(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** The field as an SVG file; names below it that would lie over each other are slanted. */
export function fieldSvg({ title, x, y, columns, rows, cells, notes }: FieldFigure): string {
  const namesX = x.marks.map(({ name }) => fittingText(name, LONGEST_NAME))
  const namesY = y.marks.map(({ name }) => fittingText(name, LONGEST_NAME))
  const widest = Math.max(0, ...namesX.map((name) => textWidth(name)))
  const isSlanted = widest * namesX.length > SIDE
  const left = FIGURE_MARGIN + LINE_HEIGHT + Math.max(0, ...namesY.map((name) => textWidth(name))) + GAP
  const top = FIGURE_MARGIN + TITLE_SIZE + LINE_HEIGHT
  const bottom = top + SIDE
  const titleY = bottom + (isSlanted ? 0.8 * widest : 0) + 2 * LINE_HEIGHT
  const width = Math.max(left + SIDE, FIGURE_MARGIN + textWidth(title, TITLE_SIZE)) + FIGURE_MARGIN
  const lines = notes.flatMap((note) => inLines(note, width - 2 * FIGURE_MARGIN))
  return figurePage(title, Math.ceil(width), Math.ceil(titleY + LINE_HEIGHT * lines.length + FIGURE_MARGIN), [
    ...cells.map(({ column, row, opacity }) =>
      svgElement('rect', {
        ...{ x: left + (column * SIDE) / columns, y: bottom - ((row + 1) * SIDE) / rows },
        ...{ width: SIDE / columns, height: SIDE / rows },
        ...{ fill: figureInk(1), 'fill-opacity': opacity },
      }),
    ),
    svgElement('rect', {
      ...{ x: left, y: top, width: SIDE, height: SIDE, fill: 'none', stroke: AXIS_INK },
    }),
    ...y.marks.map(({ share }, index) =>
      figureText(namesY[index] ?? '', left - GAP, bottom - SIDE * share + (TEXT_SIZE * (1 + share)) / 3, {
        anchor: 'end',
      }),
    ),
    ...x.marks.map(({ share }, index) =>
      figureText(namesX[index] ?? '', left + SIDE * share, bottom + LINE_HEIGHT, {
        anchor: isSlanted || share === 1 ? 'end' : share === 0 ? 'start' : 'middle',
        turned: isSlanted ? -35 : 0,
      }),
    ),
    figureText(x.title, left + SIDE / 2, titleY, { anchor: 'middle' }),
    figureText(y.title, FIGURE_MARGIN + TEXT_SIZE / 2, top + SIDE / 2, { anchor: 'middle', turned: -90 }),
    ...lines.map((line, index) => figureText(line, FIGURE_MARGIN, titleY + LINE_HEIGHT * (index + 1))),
  ])
}
