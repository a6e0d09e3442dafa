import type { ChartDataset } from 'chart.js'
import type { Point } from '#shared/figures/point'

export type ChartKind = 'line' | 'scatter'

export interface ChartSeries {
  readonly label: string
  /** 1 to 8: a colour of main.css. */
  readonly color: number
  /** The arrays stay the caller's and are never made reactive. */
  readonly points: readonly Point[]
  /** The curve before smoothing, behind the smoothed one. */
  readonly raw?: readonly Point[]
  readonly dashed?: boolean
  readonly faint?: boolean
}

type Dataset = ChartDataset<ChartKind, Point[]>

const FAINT = '55'
const FAINTER = '44'

function pointRadius(kind: ChartKind, points: readonly Point[]): number {
  if (kind === 'scatter') return 5
  // A single point has no line, so it is shown as a dot.
  return points.length === 1 ? 3.5 : 0
}

/**
 * A series as Chart.js draws it, in the colours of the theme: one line, and another for the curve before smoothing. `visible` leaves
 * out what nobody can see.
 */
export function datasetsOf(
  series: ChartSeries,
  kind: ChartKind,
  css: CSSStyleDeclaration,
  visible: (points: readonly Point[]) => readonly Point[] = (points) => points,
): readonly Dataset[] {
  const { label, color, points, raw, dashed, faint } = series
  const ink = css.getPropertyValue(`--chart-${String(color)}`).trim()
  const line = {
    label,
    // Chart.js only reads them; decimation, which would take the array over, is not registered.
    data: visible(points) as Point[],
    borderColor: faint === true ? ink + FAINT : ink,
    backgroundColor: ink,
    borderDash: dashed === true ? [6, 4] : [],
    borderWidth: 1.75,
    pointRadius: pointRadius(kind, points),
    showLine: kind === 'line',
    order: 0,
  }
  if (raw === undefined) return [line]
  // Without a label it is left out of the tooltip.
  const behind = {
    label: '',
    data: visible(raw) as Point[],
    borderColor: ink + FAINTER,
    borderWidth: 1,
    order: 1,
  }
  return [line, { ...line, ...behind }]
}
