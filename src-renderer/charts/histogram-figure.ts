import { axisTicks } from '#shared/figures/axis-ticks'
import { chartSvg } from '#shared/figures/chart-figure'
import { valuesCsv } from '#shared/figures/figure-csv'
import { formatCount, formatShort } from '../lib/format'
import { i18n } from '../locales/i18n'

const { t } = i18n.global

/** Counts in bins of one width. */
export interface Bins {
  readonly from: number
  readonly to: number
  readonly counts: readonly number[]
}

const TICKS = { x: 6, y: 4 }
const DIGITS = 6

const binsOf = ({ from, to, counts }: Bins) =>
  counts.map((value, at) => ({
    from: from + ((to - from) * at) / counts.length,
    to: from + ((to - from) * (at + 1)) / counts.length,
    value,
  }))

/** A histogram for reports and slides. As in the window the height is the root of the count, so that the few beside the many are seen. */
export function histogramSvg(title: string, bins: Bins, color: number): string {
  const most = Math.max(1, ...bins.counts)
  return chartSvg({
    title,
    kind: 'line',
    x: {
      ...{ title: '', scale: 'linear', from: bins.from, to: bins.to },
      ticks: axisTicks(bins.from, bins.to, TICKS.x).map((value) => ({ value, lines: [formatShort(value)] })),
    },
    y: {
      ...{ title: t('chart.column.count'), scale: 'square root', from: 0, to: most },
      ticks: axisTicks(0, most, TICKS.y).map((value) => ({ value, lines: [formatCount(value)] })),
    },
    bars: { name: null, color, bars: binsOf(bins) },
    lines: [],
    notes: [],
  })
}

/** Its numbers: a bin a row. */
export function histogramCsv(bins: Bins): string {
  const rows = binsOf(bins).map(({ from, to, value }) => [
    ...[from, to].map((end) => Number(end.toPrecision(DIGITS))),
    value,
  ])
  return valuesCsv([t('chart.column.from'), t('chart.column.to'), t('chart.column.count')], rows)
}
