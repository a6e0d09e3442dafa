/**
 * What came of a run, in one word. The worst that is true of it is said: a run that ended on its last iteration and guesses is no
 * success. `partial`: it was stopped before its end, and is good so far.
 */
export const VERDICT_KINDS = [
  'doubted',
  'diverged',
  'unmeasured',
  'guessing',
  'collapsed',
  'weak',
  'overfitting',
  'partial',
  'early',
  'fine',
] as const
export type VerdictKind = (typeof VERDICT_KINDS)[number]
