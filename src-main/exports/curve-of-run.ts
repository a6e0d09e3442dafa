import type { CurveMetric } from '#shared/figures/curve-metrics'
import type { Point } from '#shared/figures/point'
import { thinPoints } from '#shared/figures/thin-points'
import type { ExportRun } from './export-run'

/** A curve of a run, thinned to so many points; empty where there is none. */
export function curveOf(
  { curves }: ExportRun,
  part: 'training' | 'validation',
  metric: CurveMetric,
  most: number,
): readonly Point[] {
  const { iteration = [], [metric]: values = [] } = curves?.[part] ?? {}
  const points = iteration.map((x, index) => ({ x, y: values[index] ?? Number.NaN }))
  return thinPoints(points, -Infinity, Infinity, most)
}
