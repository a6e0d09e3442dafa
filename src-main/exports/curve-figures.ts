import { axisTicks } from '#shared/figures/axis-ticks'
import type { ChartFigure, FigureAxis, FigureLine } from '#shared/figures/chart-figure'
import { CURVE_METRICS, type CurveMetric } from '#shared/figures/curve-metrics'
import { type ValueRange, valueRange } from '#shared/figures/value-range'
import { differingColumns } from '#shared/history/differing-columns'
import type { RunSummary } from '#shared/records/run-summary'
import { SETTING_COLUMNS } from '#shared/records/table-columns'
import { curveOf } from './curve-of-run'
import type { ExportRun } from './export-run'
import { runName } from './run-name'

/** More curves than colours lie over each other. */
const MOST_CURVES = 8
const MOST_POINTS = 1920
const TICKS = { x: 6, y: 5 }

const TITLES = { accuracy: 'Accuracy', loss: 'Loss' } as const satisfies Readonly<Record<CurveMetric, string>>

/** A figure of a report, and how its file is called. */
export interface ReportFigure {
  readonly id: CurveMetric
  readonly figure: ChartFigure
}

/** Both curves of a run. */
function linesOfOne(run: ExportRun, metric: CurveMetric): readonly FigureLine[] {
  return [
    { name: 'training', color: 1, points: curveOf(run, 'training', metric, MOST_POINTS) },
    { name: 'validation', color: 2, points: curveOf(run, 'validation', metric, MOST_POINTS) },
  ]
}

/** What the runs are called, with the settings in which they differ where that is no name of one of them alone. */
function namesOf(runs: readonly RunSummary[]): readonly string[] {
  const differing = differingColumns(runs)
  const columns = SETTING_COLUMNS.filter(({ id }) => differing.includes(id))
  const names = runs.map((run) => runName(run) + (run.doubt === null ? '' : ' (not believed)'))
  return runs.map((run, index) => {
    const name = names[index] ?? ''
    if (names.indexOf(name) === names.lastIndexOf(name)) return name
    const settings = columns.map((column) => `${column.id} ${String(column.value(run) ?? '–')}`)
    return [name, ...settings].join(', ')
  })
}

/** One curve of each run: by validation images where some of the runs have them. */
function linesOfSeveral(runs: readonly ExportRun[], part: 'training' | 'validation', metric: CurveMetric) {
  const names = namesOf(runs.map(({ summary }) => summary))
  return runs.map((run, index) => ({
    name: names[index] ?? '',
    color: index + 1,
    points: curveOf(run, part, metric, MOST_POINTS),
  }))
}

function axes(lines: readonly FigureLine[], range: ValueRange, format: (value: number) => string) {
  const last = lines.reduce((most, { points }) => Math.max(most, points.at(-1)?.x ?? 0), 0)
  const axis = (title: string, from: number, to: number, most: number, say: typeof format): FigureAxis => ({
    ...{ title, from, to, scale: 'linear' },
    ticks: axisTicks(from, to, most).map((value) => ({ value, lines: [say(value)] })),
  })
  return {
    x: axis('Iteration', 0, Math.max(1, last), TICKS.x, (value) => value.toLocaleString('en-US')),
    y: axis('', range.min, range.max, TICKS.y, format),
  }
}

/** What the axis leaves out. */
function leftOut({ above, below, min, max, highest, lowest }: ValueRange, format: (value: number) => string) {
  return [
    ...(above > 0 ? [`Not drawn: ${above} points above ${format(max)}, up to ${format(highest)}`] : []),
    ...(below > 0 ? [`Not drawn: ${below} points below ${format(min)}, down to ${format(lowest)}`] : []),
  ]
}

/** The curves of a report: of one run those of training and validation, of several one of each, the first of them. */
export function curveFigures(runs: readonly ExportRun[]): readonly ReportFigure[] {
  const drawn = runs.slice(0, MOST_CURVES)
  const part = runs.some(({ curves }) => (curves?.validation.iteration.length ?? 0) > 0)
    ? 'validation'
    : 'training'
  const [first, second] = drawn
  if (first === undefined) return []
  return (['accuracy', 'loss'] as const).flatMap((id) => {
    const { far, format } = CURVE_METRICS[id]
    const all = second === undefined ? linesOfOne(first, id) : linesOfSeveral(drawn, part, id)
    const lines = all.filter(({ points }) => points.length > 0)
    const range = valueRange(
      lines.map(({ points }) => points),
      'fit',
      far,
    )
    if (range === null) return []
    const notes = [
      ...(runs.length > drawn.length ? [`The first ${drawn.length} of ${runs.length} runs`] : []),
      ...leftOut(range, format),
    ]
    const name = second === undefined ? TITLES[id] : `${TITLES[id]} in ${part}`
    return [{ id, figure: { title: name, kind: 'line', lines, notes, ...axes(lines, range, format) } }]
  })
}
