import type { Divergence, StopReason } from '../records/run-record'

/** Running loss and accuracy over the batches since the point before. */
export interface TrainingPoint {
  readonly iteration: number
  readonly loss: number
  readonly accuracy: number
  readonly learningRate: number
}

/** Loss and accuracy over the whole validation split. */
export interface ValidationPoint {
  readonly iteration: number
  readonly loss: number
  readonly accuracy: number
}

/** Mean and variance per hidden layer over one batch, before and after the activation. */
export interface LayerStatistics {
  readonly iteration: number
  readonly preactivationMean: readonly number[]
  readonly preactivationVariance: readonly number[]
  readonly activationMean: readonly number[]
  readonly activationVariance: readonly number[]
}

/** How a training ended, and every number that its record takes. */
export interface TrainingResult {
  readonly stopReason: StopReason
  readonly iterations: number
  readonly divergence: Divergence | null
  readonly keptWeights: 'last' | 'averaged' | 'best'
  readonly trainAccuracy: number | null
  readonly trainLoss: number | null
  readonly validationAccuracy: number | null
  readonly validationLoss: number | null
  readonly testAccuracy: number | null
  readonly testLoss: number | null
  /** Predicted class of every test image; null where the run diverged before its first checkpoint. */
  readonly predictions: Uint8Array | null
  /** Parameters and running statistics, in the order of the parameter table, rows of each matrix after another. */
  readonly weights: Float32Array
  /** Seconds of training: without pauses and without the evaluation at the end. */
  readonly seconds: number
}

/** What a training tells while it runs. `logged`, `validated` and `layers` follow from the iteration number alone. */
export type TrainingEvent =
  | {
      readonly kind: 'started'
      readonly engine: string
      readonly threads: number
      readonly arithmetic: string
      readonly parameters: number
      readonly trainingImages: number
      readonly validationImages: number
      readonly iteration: number
    }
  | {
      readonly kind: 'progress'
      readonly iteration: number
      readonly seconds: number
      readonly stepsPerSecond: number
    }
  | { readonly kind: 'logged'; readonly point: TrainingPoint; readonly seconds: number }
  | { readonly kind: 'validated'; readonly point: ValidationPoint }
  | { readonly kind: 'layers'; readonly point: LayerStatistics }
  | { readonly kind: 'checkpoint'; readonly iteration: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'paused'; readonly iteration: number }
  | { readonly kind: 'resumed'; readonly iteration: number }
  /** All iterations are done; the accuracies over training and test images are being computed. */
  | { readonly kind: 'evaluating'; readonly iteration: number }
  | { readonly kind: 'ended'; readonly result: TrainingResult }
  | { readonly kind: 'discarded'; readonly iteration: number }
  | { readonly kind: 'failed'; readonly message: string }

/** The iteration that an event tells of; null where it tells of none. */
export function iterationOf(event: TrainingEvent): number | null {
  if ('iteration' in event) return event.iteration
  return event.kind === 'logged' ? event.point.iteration : null
}

/** Whether nothing comes after this event. */
export function isLastEvent({ kind }: TrainingEvent): boolean {
  return kind === 'ended' || kind === 'discarded' || kind === 'failed'
}

/** What a training is told while it runs. */
export type TrainingCommand = 'pause' | 'resume' | 'stop' | 'discard' | 'checkpoint'
