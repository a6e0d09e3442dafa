import { clippedLine, type Frame, isInside } from './clipped-line'
import {
  AXIS_INK,
  FIGURE_HEIGHT,
  FIGURE_MARGIN,
  FIGURE_WIDTH,
  figureInk,
  figurePage,
  figureText,
  fittingText,
  GRID_INK,
  LINE_HEIGHT,
  TEXT_SIZE,
  textWidth,
  TITLE_SIZE,
} from './figure-page'
import type { Point } from './point'
import { svgElement } from './svg-element'

interface FigureTick {
  readonly value: number
  /** What stands at it, line by line; a tick of a log scale may have nothing. */
  readonly lines: readonly string[]
}

export interface FigureAxis {
  readonly title: string
  readonly scale: 'linear' | 'logarithmic'
  readonly from: number
  readonly to: number
  readonly ticks: readonly FigureTick[]
}

export interface FigureLine {
  readonly name: string
  /** 1 to 8: a colour of the charts. */
  readonly color: number
  readonly points: readonly Point[]
  readonly dashed?: boolean | undefined
  readonly faint?: boolean | undefined
  /** The curve before smoothing, behind the smoothed one. */
  readonly raw?: readonly Point[] | undefined
}

/** A chart that is drawn for reports and slides. */
export interface ChartFigure {
  readonly title: string
  readonly kind: 'line' | 'scatter'
  readonly x: FigureAxis
  readonly y: FigureAxis
  readonly lines: readonly FigureLine[]
  /** Sentences below it: what the chart leaves out. */
  readonly notes: readonly string[]
}

const SWATCH = 34
const GAP = 10
const LINE_WIDTH = 3

interface LegendEntry {
  readonly line: FigureLine
  readonly name: string
  readonly x: number
  readonly row: number
}

/** Side by side, and in a new row where an entry would not fit. */
function legendEntries(lines: readonly FigureLine[]): readonly LegendEntry[] {
  const room = FIGURE_WIDTH - 2 * FIGURE_MARGIN
  let [x, row] = [0, 0]
  return lines.map((line) => {
    const name = fittingText(line.name, room - SWATCH - GAP)
    const width = SWATCH + GAP + textWidth(name)
    if (x > 0 && x + width > room) [x, row] = [0, row + 1]
    const entry = { line, name, x: FIGURE_MARGIN + x, row }
    x += width + FIGURE_MARGIN
    return entry
  })
}

const strokeOf = ({ color, dashed, faint }: FigureLine): Readonly<Record<string, string | number>> => ({
  ...{ fill: 'none', stroke: figureInk(color), 'stroke-width': LINE_WIDTH, 'stroke-linejoin': 'round' },
  ...(dashed === true ? { 'stroke-dasharray': '10 7' } : {}),
  ...(faint === true ? { 'stroke-opacity': 0.4 } : {}),
})

const dot = ({ x, y }: Point, radius: number, color: number): string =>
  svgElement('circle', { cx: x, cy: y, r: radius, fill: figureInk(color) })

function legend(entries: readonly LegendEntry[], kind: ChartFigure['kind'], top: number): readonly string[] {
  return entries.flatMap(({ line, name, x, row }) => {
    const y = top + LINE_HEIGHT * row
    const middle = y - TEXT_SIZE / 3
    return [
      kind === 'scatter' || line.points.length === 1
        ? dot({ x: x + SWATCH / 2, y: middle }, 7, line.color)
        : svgElement('path', { d: `M${x.toFixed(2)} ${middle.toFixed(2)}h${SWATCH}`, ...strokeOf(line) }),
      figureText(name, x + SWATCH + GAP, y),
    ]
  })
}

/** Where a value lies along its axis, from 0 to 1. */
function shareOf(value: number, { scale, from, to }: FigureAxis): number {
  const place = scale === 'logarithmic' ? Math.log : (number: number): number => number
  return (place(value) - place(from)) / (place(to) - place(from))
}

interface Plot {
  readonly frame: Frame
  readonly at: (point: Point) => Point
}

function plotOf({ x, y }: ChartFigure, frame: Frame): Plot {
  const { left, top, right, bottom } = frame
  return {
    frame,
    at: (point) => ({
      x: left + shareOf(point.x, x) * (right - left),
      y: bottom - shareOf(point.y, y) * (bottom - top),
    }),
  }
}

const straight = (from: Point, to: Point, ink: string): string =>
  svgElement('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: ink })

function horizontalAxis({ x }: ChartFigure, { frame, at }: Plot): readonly string[] {
  const { left, right, bottom } = frame
  // A number that would lie over the one before it is left out.
  let end = -Infinity
  const ticks = x.ticks.flatMap(({ value, lines }) => {
    const place = at({ x: value, y: 0 }).x
    const half = Math.max(0, ...lines.map((line) => textWidth(line))) / 2
    const mark = straight({ x: place, y: bottom }, { x: place, y: bottom + 6 }, AXIS_INK)
    if (place - half < end + GAP / 2) return [mark]
    if (half > 0) end = place + half
    const texts = lines.map((line, index) =>
      figureText(line, place, bottom + LINE_HEIGHT * (index + 1), { anchor: 'middle' }),
    )
    return [mark, ...texts]
  })
  const rows = Math.max(0, ...x.ticks.map(({ lines }) => lines.length))
  const title = figureText(x.title, (left + right) / 2, bottom + LINE_HEIGHT * (rows + 1) + 4, {
    anchor: 'middle',
  })
  return [straight({ x: left, y: bottom }, { x: right, y: bottom }, AXIS_INK), ...ticks, title]
}

function verticalAxis({ y }: ChartFigure, { frame, at }: Plot): readonly string[] {
  const { left, top, right, bottom } = frame
  const lines = y.ticks.flatMap((tick) => {
    const place = at({ x: 0, y: tick.value }).y
    const text = tick.lines.join(' ')
    const line = straight({ x: left, y: place }, { x: right, y: place }, GRID_INK)
    return text === ''
      ? [line]
      : [line, figureText(text, left - GAP, place + TEXT_SIZE / 3, { anchor: 'end' })]
  })
  if (y.title === '') return lines
  const title = { x: FIGURE_MARGIN + TEXT_SIZE / 2, y: (top + bottom) / 2 }
  return [...lines, figureText(y.title, title.x, title.y, { anchor: 'middle', turned: -90 })]
}

const pathOf = (places: readonly Point[]): string =>
  places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`).join('')

function drawnLine(line: FigureLine, kind: ChartFigure['kind'], { frame, at }: Plot): readonly string[] {
  const places = line.points.map(at)
  const inside = places.filter((place) => isInside(place, frame))
  if (kind === 'scatter') return inside.map((place) => dot(place, 7, line.color))
  // A single point has no line, so it is shown as a dot.
  if (places.length === 1) return inside.map((place) => dot(place, 5, line.color))
  const drawn = (points: readonly Point[], look: Readonly<Record<string, string | number>>): string[] => {
    const parts = clippedLine(points, frame)
    return parts.length === 0 ? [] : [svgElement('path', { d: parts.map(pathOf).join(''), ...look })]
  }
  const raw = line.raw === undefined ? [] : line.raw.map(at)
  return [
    ...drawn(raw, { ...strokeOf(line), 'stroke-width': 1.5, 'stroke-opacity': 0.35 }),
    ...drawn(places, strokeOf(line)),
  ]
}

/** The chart as an SVG file. */
export function chartSvg(figure: ChartFigure): string {
  const { title, kind, x, y, lines, notes } = figure
  const entries = legendEntries(lines)
  const rows = (entries.at(-1)?.row ?? -1) + 1
  const top = FIGURE_MARGIN + TITLE_SIZE + LINE_HEIGHT
  const last = Math.max(0, ...(x.ticks.at(-1)?.lines ?? []).map((line) => textWidth(line)))
  const labels = Math.max(0, ...y.ticks.map((tick) => textWidth(tick.lines.join(' '))))
  const below = LINE_HEIGHT * (Math.max(0, ...x.ticks.map((tick) => tick.lines.length)) + 1) + FIGURE_MARGIN
  // More than two rows of a legend, and sentences, make it higher: the curves keep their height.
  const height = FIGURE_HEIGHT + LINE_HEIGHT * (Math.max(0, rows - 2) + notes.length)
  const plot = plotOf(figure, {
    left: FIGURE_MARGIN + (y.title === '' ? 0 : LINE_HEIGHT) + labels + GAP,
    top: top + LINE_HEIGHT * rows,
    right: FIGURE_WIDTH - Math.max(FIGURE_MARGIN, last / 2 + GAP),
    bottom: height - LINE_HEIGHT * notes.length - below,
  })
  return figurePage(title, FIGURE_WIDTH, height, [
    ...legend(entries, kind, top + 4),
    ...verticalAxis(figure, plot),
    ...horizontalAxis(figure, plot),
    ...lines.flatMap((line) => drawnLine(line, kind, plot)),
    ...notes.map((note, index) =>
      figureText(
        fittingText(note, FIGURE_WIDTH - 2 * FIGURE_MARGIN),
        FIGURE_MARGIN,
        height - FIGURE_MARGIN / 2 - LINE_HEIGHT * (notes.length - 1 - index),
      ),
    ),
  ])
}
