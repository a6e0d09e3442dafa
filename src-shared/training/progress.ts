import type { RunCurves } from '../records/run-record'
import { CURVES_FORMAT } from '../records/run-record'
import type { LayerStatistics, TrainingEvent, TrainingPoint, ValidationPoint } from './training-events'

type Writable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer U)[]
    ? Writable<U>[]
    : T[K] extends object
      ? Writable<T[K]>
      : T[K]
}

/** Curves that are still growing. */
export type GrowingCurves = Writable<Omit<RunCurves, 'format' | 'version' | 'id'>>

export function emptyCurves(hiddenLayers: number): GrowingCurves {
  const columns = (): number[][] => Array.from({ length: hiddenLayers }, () => [])
  return {
    training: { iteration: [], loss: [], accuracy: [], learningRate: [] },
    validation: { iteration: [], loss: [], accuracy: [] },
    layers: {
      iteration: [],
      preactivationMean: columns(),
      preactivationVariance: columns(),
      activationMean: columns(),
      activationVariance: columns(),
    },
    seconds: [],
  }
}

export function addTrainingPoint(curves: GrowingCurves, point: TrainingPoint, seconds: number): void {
  curves.training.iteration.push(point.iteration)
  curves.training.loss.push(point.loss)
  curves.training.accuracy.push(point.accuracy)
  curves.training.learningRate.push(point.learningRate)
  curves.seconds.push(seconds)
}

export function addValidationPoint(curves: GrowingCurves, point: ValidationPoint): void {
  curves.validation.iteration.push(point.iteration)
  curves.validation.loss.push(point.loss)
  curves.validation.accuracy.push(point.accuracy)
}

export function addLayerStatistics(curves: GrowingCurves, point: LayerStatistics): void {
  curves.layers.iteration.push(point.iteration)
  for (const key of [
    'preactivationMean',
    'preactivationVariance',
    'activationMean',
    'activationVariance',
  ] as const) {
    for (const [layer, column] of curves.layers[key].entries()) column.push(point[key][layer])
  }
}

function isFinitePoint(point: object): boolean {
  return Object.values(point)
    .flat()
    .every((value) => Number.isFinite(value))
}

/** Adds the point that an event tells, if any. JSON has no infinite numbers: where a run diverges, its record says so in other words. */
export function addEvent(curves: GrowingCurves, event: TrainingEvent): void {
  if (event.kind !== 'logged' && event.kind !== 'validated' && event.kind !== 'layers') return
  if (!isFinitePoint(event.point)) return
  if (event.kind === 'logged') addTrainingPoint(curves, event.point, event.seconds)
  else if (event.kind === 'validated') addValidationPoint(curves, event.point)
  else addLayerStatistics(curves, event.point)
}

/** The curves as they stand in a file. */
export function curvesOf(id: string, curves: GrowingCurves): RunCurves {
  return { format: CURVES_FORMAT, version: 1, id, ...curves }
}

/** Unfinished sums of the current interval of the training curve. */
interface IntervalSums {
  loss: number
  correct: number
  steps: number
}

/** What early stopping remembers. */
interface BestSoFar {
  loss: number | null
  /** Evaluations since then. */
  since: number
}

/** Everything that the leader remembers between two steps, beside the numbers in memory. */
export interface LeaderState {
  iteration: number
  /** Seconds of training before this start. */
  secondsBefore: number
  readonly sums: IntervalSums
  readonly best: BestSoFar
  readonly curves: GrowingCurves
}

export function initialLeaderState(hiddenLayers: number): LeaderState {
  return {
    iteration: 0,
    secondsBefore: 0,
    sums: { loss: 0, correct: 0, steps: 0 },
    best: { loss: null, since: 0 },
    curves: emptyCurves(hiddenLayers),
  }
}
