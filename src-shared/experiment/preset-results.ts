/** Accuracies between which runs of a preset lie. */
export interface PresetResult {
  readonly of: 'validation' | 'test'
  readonly low: number
  readonly high: number
}

const validation = (low: number, high: number): PresetResult => ({ of: 'validation', low, high })
/** Rows of the reference project keep no images back for validation. */
const test = (accuracy: number): PresetResult => ({ of: 'test', low: accuracy, high: accuracy })

/**
 * What the presets get: seeds 1 to 3, of the reference rows the seed 1 (docs/results.md, `lab train --preset ID --seed N` and
 * `lab reproduce`). Accuracy is the same on every computer, because the arithmetic is.
 */
export const PRESET_RESULTS: Readonly<Record<string, PresetResult>> = {
  'final-network': validation(0.9043, 0.9112),
  'best-of-the-lab': validation(0.9143, 0.9245),
  'quick-look': validation(0.877, 0.883),
  'reference-0': test(0.868),
  'reference-1': test(0.8783),
  'reference-2': test(0.9024),
  'reference-3': test(0.8769),
  'reference-4': test(0.8727),
  'reference-87': test(0.8642),
  'reference-88': test(0.8412),
  'reference-89': test(0.8642),
  'reference-90': test(0.8953),
  'reference-91': test(0.8642),
  'reference-final': test(0.877),
}
