import type { Chart, Scale } from 'chart.js'
import type { ChartFigure, FigureAxis } from '#shared/figures/chart-figure'
import type { Point } from '#shared/figures/point'
import { thinPoints } from '#shared/figures/thin-points'
import type { ChartKind, ChartSeries } from './chart-series'

/** What a figure says beside its curves. */
export interface FigureWords {
  readonly title: string
  /** What is along each axis; empty where the title says it. */
  readonly x: string
  readonly y: string
  readonly notes: readonly string[]
}

/** As many as a large screen is wide. */
const MOST_POINTS = 1920

function axisOf(scale: Scale | undefined, title: string): FigureAxis {
  const { min = 0, max = 1, type = 'linear', ticks = [] } = scale ?? {}
  return {
    title,
    scale: type === 'logarithmic' ? 'logarithmic' : 'linear',
    from: min,
    to: max,
    ticks: ticks.map(({ value, label = '' }) => ({
      value,
      lines: [label].flat().filter((line) => line !== ''),
    })),
  }
}

/** A chart as it is seen, with the part that is seen and the numbers at its axes. */
export function figureOf(
  chart: Chart<ChartKind, Point[]>,
  kind: ChartKind,
  series: readonly ChartSeries[],
  { title, x, y, notes }: FigureWords,
): ChartFigure {
  const [across, up] = [axisOf(chart.scales['x'], x), axisOf(chart.scales['y'], y)]
  const seen = (points: readonly Point[]): readonly Point[] =>
    kind === 'line' ? thinPoints(points, across.from, across.to, MOST_POINTS) : points
  const lines = series.map(({ label, color, points, raw, dashed, faint }) => ({
    ...{ name: label, color, dashed, faint },
    points: seen(points),
    raw: raw && seen(raw),
  }))
  return { title, kind, x: across, y: up, lines, notes }
}
