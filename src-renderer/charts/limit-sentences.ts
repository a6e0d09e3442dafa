import type { ValueRange } from '#shared/figures/value-range'
import { i18n } from '../locales/i18n'

const { t } = i18n.global

/** What lies outside of a chart: nothing is left out in silence. */
export function limitSentences(range: ValueRange | null, format: (y: number) => string): readonly string[] {
  if (range === null) return []
  const { above, below, min, max, highest, lowest } = range
  const say = (key: string, count: number, limit: number, farthest: number): string =>
    t(key, { count, limit: format(limit), farthest: format(farthest) }, count)
  return [
    ...(above > 0 ? [say('chart.above', above, max, highest)] : []),
    ...(below > 0 ? [say('chart.below', below, min, lowest)] : []),
  ]
}
