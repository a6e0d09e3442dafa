import type { DuplicateImages } from '#shared/data/duplicate-images'
import type { ImageStatistics } from '#shared/data/image-statistics'
import type { RunEvaluation } from '#shared/evaluation/run-evaluation'
import type { UsualDistances } from '#shared/evaluation/usual-distance'
import type { Experiment } from '#shared/experiment/experiment'
import type { Classification, DataImage, NearestImage } from '#shared/ipc'
import type { Attribution, AttributionMethod } from '#shared/network/attribution'
import type { TrainingCommand, TrainingEvent } from '#shared/training/training-events'
import type { DataPlace } from './data-files'

/** What a utility process answers: a name, arguments, one answer. */
export interface RequestMap {
  readonly [name: string]: (...values: never[]) => unknown
}

export interface EngineDescription {
  readonly engine: string
  /** Why a faster engine does not run here; empty for the fastest. */
  readonly reason: string
  readonly arithmetic: string
}

export interface StartTraining {
  readonly id: string
  readonly experiment: Experiment
  readonly data: DataPlace
  readonly threads: number
  readonly checkpoint: Uint8Array | null
  /** Iteration after which it ends as if it were stopped; null for all that are planned. */
  readonly stopAfter: number | null
  /** Iterations between two checkpoints; null where the plan says. */
  readonly checkpointEvery: number | null
}

/** What main asks of the trainer. */
export type TrainerRequests = {
  readonly describe: () => EngineDescription
  /** Steps a second of the standard workload; rejects where a training came in between. */
  readonly calibrate: () => number
  /** Whether the window can be seen. Nothing is streamed to one that cannot. */
  readonly show: (isVisible: boolean) => void
  readonly start: (training: StartTraining) => void
  readonly command: (id: string, command: TrainingCommand) => void
}

/** What the trainer tells main without being asked. */
export interface TrainerEvent {
  readonly id: string
  readonly event: TrainingEvent
}

/** What the evaluator tells main without being asked: which share of a search is done. */
export interface EvaluatorEvent {
  readonly kind: 'duplicates'
  readonly data: string
  readonly share: number
}

/** What main asks of the evaluator. */
export type EvaluatorRequests = {
  readonly image: (data: DataPlace, split: 'train' | 'test', index: number) => DataImage
  readonly images: (
    data: DataPlace,
    split: 'train' | 'test',
    indices: readonly number[],
  ) => readonly DataImage[]
  readonly labels: (data: DataPlace, split: 'train' | 'test') => Uint8Array
  readonly statistics: (data: DataPlace) => ImageStatistics
  /** null where the search was stopped. */
  readonly duplicates: (data: DataPlace) => DuplicateImages | null
  readonly 'stop-duplicates': (data: string) => void
  readonly distances: (data: DataPlace) => UsualDistances
  /** Keeps a network at hand for `classify`, with the data that it was trained on. */
  readonly hold: (id: string, experiment: Experiment, weights: Float32Array, data: DataPlace) => void
  /** null where the network of this run is not at hand, or no longer. */
  readonly classify: (id: string, pixels: Uint8Array) => Classification | null
  /** Asks a trained network about every test image. */
  readonly evaluate: (experiment: Experiment, weights: Float32Array, data: DataPlace) => RunEvaluation
  /** null like `classify`. */
  readonly explain: (
    id: string,
    pixels: Uint8Array,
    method: AttributionMethod,
    target: number,
  ) => Attribution | null
  readonly nearest: (data: DataPlace, pixels: Uint8Array, count: number) => readonly NearestImage[]
}

export type ToProcess =
  | {
      readonly kind: 'request'
      readonly number: number
      readonly name: string
      readonly values: readonly unknown[]
    }
  | { readonly kind: 'port' }
  | { readonly kind: 'quit' }

export type FromProcess =
  | { readonly kind: 'answer'; readonly number: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'answer'; readonly number: number; readonly ok: false; readonly message: string }
  | { readonly kind: 'event'; readonly event: unknown }
