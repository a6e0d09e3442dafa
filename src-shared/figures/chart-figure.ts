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
import { type LegendItem, legendOf, strokeOf } from './legend'
import type { Point } from './point'
import { svgElement } from './svg-element'

interface FigureTick {
  readonly value: number
  /** What stands at it, line by line; a tick of a log scale may have nothing. */
  readonly lines: readonly string[]
}

export interface FigureAxis {
  readonly title: string
  readonly scale: 'linear' | 'logarithmic' | 'square root'
  readonly from: number
  readonly to: number
  readonly ticks: readonly FigureTick[]
}

export interface FigureLine {
  /** Null for a line that the legend need not name. */
  readonly name: string | null
  /** 1 to 8: a colour of the charts. */
  readonly color: number
  readonly points: readonly Point[]
  readonly dashed?: boolean | undefined
  readonly faint?: boolean | undefined
  /** The curve before smoothing, behind the smoothed one. */
  readonly raw?: readonly Point[] | undefined
}

/** Bars that stand on the horizontal axis. */
interface FigureBars {
  /** Null where the legend need not name them. */
  readonly name: string | null
  /** 1 to 8: a colour of the charts. */
  readonly color: number
  readonly bars: readonly {
    readonly from: number
    readonly to: number
    readonly value: number
    /** 0 to 1: how much of the colour it has. */
    readonly opacity?: number | undefined
  }[]
}

/** A chart that is drawn for reports and slides. */
export interface ChartFigure {
  readonly title: string
  readonly kind: 'line' | 'scatter'
  readonly x: FigureAxis
  readonly y: FigureAxis
  readonly lines: readonly FigureLine[]
  /** Behind the lines. */
  readonly bars?: FigureBars | undefined
  /** Sentences below it: what the chart leaves out. */
  readonly notes: readonly string[]
}

const GAP = 10

const dot = ({ x, y }: Point, radius: number, color: number): string =>
  svgElement('circle', { cx: x, cy: y, r: radius, fill: figureInk(color) })

/** What the legend names: the bars and every line that has a name. */
function legendItems({ kind, bars, lines }: ChartFigure): readonly LegendItem[] {
  const markOf = ({ points }: FigureLine): LegendItem['mark'] =>
    kind === 'scatter' || points.length === 1 ? 'dot' : 'line'
  const items = [
    ...(bars === undefined ? [] : [{ ...bars, mark: 'bar' as const }]),
    ...lines.map((line) => ({ ...line, mark: markOf(line) })),
  ]
  return items.flatMap(({ name, ...item }) => (name === null ? [] : [{ name, ...item }]))
}

const PLACES: Readonly<Record<FigureAxis['scale'], (value: number) => number>> = {
  linear: (value) => value,
  logarithmic: Math.log,
  'square root': Math.sqrt,
}

/** Where a value lies along its axis, from 0 to 1. */
function shareOf(value: number, { scale, from, to }: FigureAxis): number {
  const place = PLACES[scale]
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

function drawnBars({ bars, y }: ChartFigure, { at }: Plot): readonly string[] {
  return (bars?.bars ?? []).map(({ from, to, value, opacity = 1 }) => {
    const [left, right] = [at({ x: from, y: value }), at({ x: to, y: y.from })]
    return svgElement('rect', {
      ...{ x: left.x + 0.5, y: left.y, width: Math.max(0.5, right.x - left.x - 1), height: right.y - left.y },
      ...{ fill: figureInk(bars?.color ?? 1), 'fill-opacity': opacity },
    })
  })
}

/** The chart as an SVG file. */
export function chartSvg(figure: ChartFigure): string {
  const { title, kind, x, y, lines, notes } = figure
  const {
    content: legend,
    rows,
    bottom: top,
  } = legendOf(legendItems(figure), FIGURE_WIDTH, FIGURE_MARGIN + TITLE_SIZE + LINE_HEIGHT)
  const last = Math.max(0, ...(x.ticks.at(-1)?.lines ?? []).map((line) => textWidth(line)))
  const labels = Math.max(0, ...y.ticks.map((tick) => textWidth(tick.lines.join(' '))))
  const below = LINE_HEIGHT * (Math.max(0, ...x.ticks.map((tick) => tick.lines.length)) + 1) + FIGURE_MARGIN
  // More than two rows of a legend, and sentences, make it higher: the curves keep their height.
  const height = FIGURE_HEIGHT + LINE_HEIGHT * (Math.max(0, rows - 2) + notes.length)
  const plot = plotOf(figure, {
    left: FIGURE_MARGIN + (y.title === '' ? 0 : LINE_HEIGHT) + labels + GAP,
    top,
    right: FIGURE_WIDTH - Math.max(FIGURE_MARGIN, last / 2 + GAP),
    bottom: height - LINE_HEIGHT * notes.length - below,
  })
  return figurePage(title, FIGURE_WIDTH, height, [
    ...legend,
    ...verticalAxis(figure, plot),
    ...drawnBars(figure, plot),
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
