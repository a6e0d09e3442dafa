import {
  AXIS_INK,
  FIGURE_HEIGHT,
  FIGURE_MARGIN,
  FIGURE_WIDTH,
  figurePage,
  figureText,
  fittingText,
  LINE_HEIGHT,
  TITLE_SIZE,
} from './figure-page'
import { legendOf, strokeOf } from './legend'
import { svgElement } from './svg-element'

interface ParallelAxis {
  readonly title: string
  /** What stands at its ends. */
  readonly low: string
  readonly high: string
  /** Place of each line, 0 at the bottom and 1 at the top; null where it has no value. */
  readonly places: readonly (number | null)[]
}

interface ParallelLine {
  readonly name: string
  /** 1 to 8: a colour of the charts; null for a line of the ground, which is not named. */
  readonly color: number | null
  readonly dashed?: boolean | undefined
}

/** Parallel coordinates that are drawn for reports and slides. */
export interface ParallelFigure {
  readonly title: string
  readonly axes: readonly ParallelAxis[]
  readonly lines: readonly ParallelLine[]
  /** What is said of a value that is not there. */
  readonly missing: string
}

/** An axis and its texts need so much. */
const AXIS_WIDTH = 150
const GROUND = { fill: 'none', stroke: AXIS_INK, 'stroke-opacity': 0.25, 'stroke-width': 1.5 }

/** Parallel coordinates as an SVG file; it is as wide as its axes are many. */
export function parallelSvg({ title, axes, lines, missing }: ParallelFigure): string {
  const width = Math.max(FIGURE_WIDTH, 2 * FIGURE_MARGIN + AXIS_WIDTH * axes.length)
  const step = (width - 2 * FIGURE_MARGIN) / Math.max(1, axes.length)
  const named = lines.flatMap(({ name, color, dashed }) => (color === null ? [] : [{ name, color, dashed }]))
  const legend = legendOf(named, width, FIGURE_MARGIN + TITLE_SIZE + LINE_HEIGHT)
  const lacks = axes.some(({ places }) => places.includes(null))
  const top = legend.bottom + 2 * LINE_HEIGHT
  const bottom = top + FIGURE_HEIGHT - 200
  const none = bottom + 2 * LINE_HEIGHT
  const xOf = (axis: number): number => FIGURE_MARGIN + step * (axis + 0.5)
  const yOf = (place: number | null | undefined): number =>
    place === null || place === undefined ? none : bottom - place * (bottom - top)
  const words = (text: string, axis: number, y: number): string =>
    figureText(fittingText(text, step - 8), xOf(axis), y, { anchor: 'middle' })
  const lookOf = ({ color, dashed }: ParallelLine) => (color === null ? GROUND : strokeOf({ color, dashed }))
  return figurePage(
    title,
    Math.ceil(width),
    Math.ceil((lacks ? none + LINE_HEIGHT : bottom + LINE_HEIGHT) + FIGURE_MARGIN),
    [
      ...legend.content,
      ...axes.flatMap((axis, index) => [
        svgElement('line', { x1: xOf(index), x2: xOf(index), y1: top, y2: bottom, stroke: AXIS_INK }),
        words(axis.title, index, top - LINE_HEIGHT - 6),
        words(axis.high, index, top - 8),
        words(axis.low, index, bottom + LINE_HEIGHT - 4),
        ...(axis.places.includes(null) ? [words(missing, index, none + LINE_HEIGHT - 4)] : []),
      ]),
      ...lines.map((line, index) => {
        const places = axes.map(
          ({ places: each }, axis) => `${xOf(axis).toFixed(2)} ${yOf(each[index]).toFixed(2)}`,
        )
        return svgElement('path', { d: `M${places.join('L')}`, ...lookOf(line) })
      }),
    ],
  )
}
