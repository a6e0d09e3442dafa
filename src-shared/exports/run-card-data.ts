import type { ClassificationReport } from '../evaluation/classification-report'
import type { CurveMetric } from '../figures/curve-metrics'
import type { Point } from '../figures/point'
import type { RunAnnotations } from '../records/annotations'
import type { RunRecord } from '../records/run-record'

/** One of the two charts of a card: its lines, thinned to what can be seen. */
interface CardLines {
  readonly training: readonly Point[]
  readonly validation: readonly Point[]
}

export type CardCurves = Readonly<Record<CurveMetric, CardLines>>

/** What the page of a run card is made of; its weights stand beside it, as little-endian binary32 in the order of the parameter table. */
export interface RunCardData {
  readonly record: Omit<RunRecord, 'predictions'>
  readonly annotations: Pick<RunAnnotations, 'title' | 'note' | 'tags'>
  /** A row of a table or a network of another program: how it was trained is not known, and its plan says nothing. */
  readonly isImported: boolean
  /** The experiment as a text for `lab train --design`; null where a newer version has set more than it can hold. */
  readonly text: string | null
  /** Pixels of a side. */
  readonly side: number
  readonly classNames: readonly string[]
  /** Its classes have the words of the window. */
  readonly isFashionMnist: boolean
  readonly dataName: string
  /** Over the test images; null where these are not known. */
  readonly report: ClassificationReport | null
  readonly curves: CardCurves | null
  /** What the network gets for a pixel, (byte - mean) / divisor; null where it is not in the card. */
  readonly scaling: { readonly mean: number; readonly divisor: number } | null
}

/** Ids of the elements of the page. */
export const CARD_IDS = { page: 'card', data: 'card-data', weights: 'card-weights' } as const
