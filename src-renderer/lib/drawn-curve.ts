import type { Point } from '#shared/figures/point'
import { smoothCurve } from '#shared/history/smoothing'
import type { RunCurves } from '#shared/records/run-record'

export const CURVE_METRICS = [
  'validation-accuracy',
  'training-accuracy',
  'validation-loss',
  'training-loss',
  'learning-rate',
] as const
export type CurveMetric = (typeof CURVE_METRICS)[number]

interface Curve {
  readonly iteration: readonly number[]
  readonly values: readonly number[]
}

function curveOf({ training, validation }: RunCurves, metric: CurveMetric): Curve {
  switch (metric) {
    case 'validation-accuracy':
      return { iteration: validation.iteration, values: validation.accuracy }
    case 'validation-loss':
      return { iteration: validation.iteration, values: validation.loss }
    case 'training-accuracy':
      return { iteration: training.iteration, values: training.accuracy }
    case 'training-loss':
      return { iteration: training.iteration, values: training.loss }
    case 'learning-rate':
      return { iteration: training.iteration, values: training.learningRate }
  }
}

/** Seconds at an iteration: between two training points in proportion. */
function secondsAt({ training, seconds }: RunCurves, iteration: number): number {
  const after = training.iteration.findIndex((at) => at >= iteration)
  if (after === -1) return seconds.at(-1) ?? 0
  const [x1, y1] = [training.iteration[after] ?? 0, seconds[after] ?? 0]
  const [x0, y0] = after === 0 ? [0, 0] : [training.iteration[after - 1] ?? 0, seconds[after - 1] ?? 0]
  return x1 === x0 ? y1 : y0 + ((iteration - x0) / (x1 - x0)) * (y1 - y0)
}

export interface DrawnCurve {
  readonly points: readonly Point[]
  readonly raw: readonly Point[] | undefined
}

/** One metric of a run as points, smoothed where that is wanted, and then with the curve as it was. */
export function drawnCurve(
  curves: RunCurves,
  metric: CurveMetric,
  by: 'iteration' | 'time',
  smoothing: number,
): DrawnCurve {
  const { iteration, values } = curveOf(curves, metric)
  const x = by === 'iteration' ? iteration : iteration.map((at) => secondsAt(curves, at))
  const join = (y: readonly number[]): readonly Point[] =>
    x.map((at, place) => ({ x: at, y: y[place] ?? Number.NaN }))
  if (smoothing === 0) return { points: join(values), raw: undefined }
  return { points: join(smoothCurve(x, values, smoothing)), raw: join(values) }
}
