import { LIMITS } from '#shared/experiment/limits'

const KIBIBYTE = 1024
const MEBIBYTE = 1024 * KIBIBYTE

/**
 * Bytes that a file of the lab can have at most, by its kind: what is larger is not one, and is refused before it is read.
 *
 * Each holds whatever the lab may write of that kind, with room for fields of later versions.
 */
export const LARGEST = {
  /** library.json, place.json, running.json, and the marks of locks. */
  library: 64 * KIBIBYTE,
  place: 64 * KIBIBYTE,
  running: 64 * KIBIBYTE,
  /** Predicted classes of 200,000 characters are the most of it. */
  record: MEBIBYTE,
  /** Older versions let a run evaluate after each of a million iterations; today `curves-size.ts` keeps them below what a folder takes. */
  curves: 64 * MEBIBYTE,
  /** A text of a million characters, as older versions let through, of which JSON may write each as six. */
  note: 8 * MEBIBYTE,
  replay: 64 * KIBIBYTE,
  /** 20 million parameters of four bytes, and the names of their tensors. */
  weights: 128 * MEBIBYTE,
  /** The same with two states of an optimizer, a moving average and the best so far, and the curves. */
  checkpoint: 1024 * MEBIBYTE,
  /** Some hundred thousand runs. */
  index: 256 * MEBIBYTE,
  origins: 64 * MEBIBYTE,
  /** The 50,000 runs of a long table, and which of them have folders of their own. */
  import: 256 * MEBIBYTE,
  takenOut: 64 * MEBIBYTE,
  job: 1_000_000,
  /** The description of data: 256 names of classes are the most of it. */
  dataset: 256 * KIBIBYTE,
  /** A search: 40 settings with up to 1,000 values each are the most of it. */
  search: MEBIBYTE,
  searchSlice: 4096,
  /** Two lines for each of 10,000 trials. */
  searchOrder: 8 * MEBIBYTE,
  settings: 64 * KIBIBYTE,
  /** A hundred thousand runs that somebody has looked at. */
  looks: 8 * MEBIBYTE,
  /** What sharing keeps beside the library: its choices, what it has seen of a folder, and what was ever said of runs. */
  chosen: MEBIBYTE,
  device: 64 * KIBIBYTE,
  folderState: 256 * MEBIBYTE,
  journal: 256 * MEBIBYTE,
  /** Files of the shared folder: runs and notes, curves, and the small ones. */
  sharedItem: MEBIBYTE,
  sharedCurves: LIMITS.curves,
  sharedWord: 64 * KIBIBYTE,
} as const

export type FileKind = keyof typeof LARGEST
