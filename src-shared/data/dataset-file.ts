import * as v from 'valibot'
import { type DatasetDescription, DESCRIPTION_FIELDS } from '../experiment/dataset-description'

export const DATASET_FORMAT = 'our-neural-network/dataset'

/** From where data were taken, and how. */
export interface DatasetSource {
  readonly kind: 'idx' | 'pictures'
  /** Name of the folder, without the way to it. */
  readonly folder: string
  /** By which seed a part was put aside as test images; null where the folder had one. */
  readonly splitSeed: number | null
}

/** What lies beside the four files of data of one's own. */
export interface DatasetFile extends DatasetDescription {
  readonly format: typeof DATASET_FORMAT
  readonly version: 1
  /** SHA-256 over the four files. */
  readonly fingerprint: string
  /** ISO 8601, UTC. */
  readonly addedAt: string
  readonly source: DatasetSource
}

/** The description as a file holds it. */
export const datasetFileSchema = v.object({
  format: v.literal(DATASET_FORMAT),
  version: v.literal(1),
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  addedAt: v.pipe(v.string(), v.maxLength(40)),
  source: v.object({
    kind: v.picklist(['idx', 'pictures']),
    folder: v.pipe(v.string(), v.maxLength(255)),
    splitSeed: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  }),
  ...DESCRIPTION_FIELDS,
})
