import { SIGNIFICANCE } from '#shared/history/paired-comparison'
import type { Ties } from '#shared/history/ties'

type Translate = (key: string, values: Readonly<Record<string, string | number>>, count: number) => string

/** Who shares the first place, and by which test: in a few words, and in a sentence. */
export function tieText(ties: Ties, t: Translate): { readonly short: string; readonly long: string } {
  const tests = new Set(ties.values())
  const test = tests.size > 1 ? 'both' : tests.has('mcnemar') ? 'mcnemar' : 'interval'
  const values = { count: ties.size, level: SIGNIFICANCE }
  return {
    short: t(`runs.tie.short.${test}`, values, ties.size),
    long: t(`runs.tie.long.${test}`, values, ties.size),
  }
}
