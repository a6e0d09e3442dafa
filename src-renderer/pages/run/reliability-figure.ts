import type { Calibration } from '#shared/evaluation/calibration'
import { chartSvg, type FigureAxis } from '#shared/figures/chart-figure'
import { valuesCsv } from '#shared/figures/figure-csv'
import type { Point } from '#shared/figures/point'
import { i18n } from '../../locales/i18n'

const { t, n } = i18n.global

/** The weakest bar is still seen. */
const LEAST_OPACITY = 0.3
const BREAK: Point = { x: Number.NaN, y: Number.NaN }

const shares = (title: string): FigureAxis => ({
  ...{ title, scale: 'linear', from: 0, to: 1 },
  ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, lines: [n(value, 'percentAxis')] })),
})

/** The reliability diagram for reports and slides: accuracy by confidence, and where it would be perfect. */
export function reliabilitySvg({ bins }: Calibration): string {
  const shown = bins.filter(({ count }) => count > 0)
  const most = Math.max(...shown.map(({ count }) => count))
  return chartSvg({
    title: t('run.calibration.title'),
    kind: 'line',
    x: shares(t('run.calibration.confidence')),
    y: shares(''),
    bars: {
      name: t('run.calibration.accuracy'),
      color: 1,
      bars: shown.map(({ from, to, count, accuracy }) => ({
        ...{ from, to, value: accuracy ?? 0 },
        opacity: LEAST_OPACITY + (1 - LEAST_OPACITY) * (count / most),
      })),
    },
    lines: [
      {
        name: t('run.calibration.meanConfidence'),
        color: 2,
        points: shown.flatMap(({ from, to, confidence }) => [
          { x: from, y: confidence ?? 0 },
          { x: to, y: confidence ?? 0 },
          BREAK,
        ]),
      },
      // Where every bar would end.
      {
        name: null,
        color: 3,
        dashed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
    notes: [],
  })
}

/** Its numbers: a group of images a row. */
export function reliabilityCsv({ bins }: Calibration): string {
  const header = [
    ...[t('chart.column.from'), t('chart.column.to'), t('run.calibration.images')],
    ...[t('run.calibration.meanConfidence'), t('run.calibration.accuracy')],
  ]
  return valuesCsv(
    header,
    bins.map(({ from, to, count, confidence, accuracy }) => [from, to, count, confidence, accuracy]),
  )
}
