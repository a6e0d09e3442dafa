import * as v from 'valibot'
import { DATA_LIMITS, DATA_SHAPE, type DataShape } from './data-shape'

/** Longest names of data and of a class, in UTF-16 units. */
export const DATASET_TEXT_LIMITS = { name: 100, className: 60 } as const

const within = ({ from, to }: { readonly from: number; readonly to: number }) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(from), v.maxValue(to))
const text = (longest: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(longest))

/** What describes data: in the record of a run, and beside the data themselves. */
export const DESCRIPTION_FIELDS = {
  /** The name that somebody gave them, in any language. */
  name: text(DATASET_TEXT_LIMITS.name),
  side: within(DATA_LIMITS.side),
  /** One name a class, in the order of the labels. */
  classNames: v.pipe(
    v.array(text(DATASET_TEXT_LIMITS.className)),
    v.minLength(DATA_LIMITS.classes.from),
    v.maxLength(DATA_LIMITS.classes.to),
  ),
  trainImages: within(DATA_LIMITS.trainImages),
  testImages: within(DATA_LIMITS.testImages),
} as const

/** What a run's record says of the data that it was trained on, where that is not Fashion-MNIST. */
export interface DatasetDescription {
  readonly name: string
  readonly side: number
  readonly classNames: readonly string[]
  readonly trainImages: number
  readonly testImages: number
}

/** The description alone of whatever has one. */
export function descriptionOf(described: DatasetDescription): DatasetDescription {
  const { name, side, classNames, trainImages, testImages } = described
  return { name, side, classNames, trainImages, testImages }
}

/** The shape of described data; of nothing described, Fashion-MNIST's. */
export function shapeOf(described: DatasetDescription | null | undefined): DataShape {
  if (described === null || described === undefined) return DATA_SHAPE
  const { side, classNames, trainImages, testImages } = described
  return { side, classes: classNames.length, trainImages, testImages }
}
