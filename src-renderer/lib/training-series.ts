import type { Point } from '#shared/figures/point'
import type { RunCurves } from '#shared/records/run-record'
import type { LayerStatistics, TrainingPoint, ValidationPoint } from '#shared/training/training-events'

/** The points of one training, kept outside of Vue: the charts read these arrays when they redraw. */
export class TrainingSeries {
  readonly loss: Point[] = []
  readonly accuracy: Point[] = []
  readonly learningRate: Point[] = []
  readonly validationLoss: Point[] = []
  readonly validationAccuracy: Point[] = []
  readonly layers: LayerStatistics[] = []

  addTraining(point: TrainingPoint): void {
    this.loss.push({ x: point.iteration, y: point.loss })
    this.accuracy.push({ x: point.iteration, y: point.accuracy })
    this.learningRate.push({ x: point.iteration, y: point.learningRate })
  }

  addValidation(point: ValidationPoint): void {
    this.validationLoss.push({ x: point.iteration, y: point.loss })
    this.validationAccuracy.push({ x: point.iteration, y: point.accuracy })
  }

  addLayers(point: LayerStatistics): void {
    this.layers.push(point)
  }
}

const points = (x: readonly number[], y: readonly number[]): Point[] =>
  x.map((iteration, index) => ({ x: iteration, y: y[index] ?? Number.NaN }))

/** Curves that were written to disk, as the series of a training that goes on. */
export function seriesFromCurves(curves: RunCurves): TrainingSeries {
  const series = new TrainingSeries()
  const { training, validation, layers } = curves
  series.loss.push(...points(training.iteration, training.loss))
  series.accuracy.push(...points(training.iteration, training.accuracy))
  series.learningRate.push(...points(training.iteration, training.learningRate))
  series.validationLoss.push(...points(validation.iteration, validation.loss))
  series.validationAccuracy.push(...points(validation.iteration, validation.accuracy))
  const row = (columns: readonly (readonly number[])[], index: number): number[] =>
    columns.map((column) => column[index] ?? Number.NaN)
  layers.iteration.forEach((iteration, index) => {
    series.layers.push({
      iteration,
      preactivationMean: row(layers.preactivationMean, index),
      preactivationVariance: row(layers.preactivationVariance, index),
      activationMean: row(layers.activationMean, index),
      activationVariance: row(layers.activationVariance, index),
    })
  })
  return series
}
