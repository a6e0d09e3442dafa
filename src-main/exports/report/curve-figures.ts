import { axisTicks } from '#shared/figures/axis-ticks'
import type { ChartFigure, FigureAxis, FigureLine } from '#shared/figures/chart-figure'
import { CURVE_METRICS, type CurveMetric } from '#shared/figures/curve-metrics'
import { type ValueRange, valueRange } from '#shared/figures/value-range'
import { differingColumns } from '#shared/history/differing-columns'
import type { RunSummary } from '#shared/records/run-summary'
import { SETTING_COLUMNS } from '#shared/records/table-columns'
import { curveOf } from '../curve-of-run'
import type { ExportRun } from '../export-run'
import { runName } from '../run-name'
import type { ReportWords } from './report-words'

/** More curves than colours lie over each other. */
const MOST_CURVES = 8
const MOST_POINTS = 1920
const TICKS = { x: 6, y: 5 }

/** A figure of a report, and how its file is called. */
export interface ReportFigure {
  readonly id: CurveMetric
  readonly figure: ChartFigure
}

/** Both curves of a run. */
function linesOfOne(run: ExportRun, metric: CurveMetric, { word }: ReportWords): readonly FigureLine[] {
  return [
    { name: word('training'), color: 1, points: curveOf(run, 'training', metric, MOST_POINTS) },
    { name: word('validation'), color: 2, points: curveOf(run, 'validation', metric, MOST_POINTS) },
  ]
}

/** What the runs are called, with the settings in which they differ where that is no name of one of them alone. */
function namesOf(runs: readonly RunSummary[], { word }: ReportWords): readonly string[] {
  const differing = differingColumns(runs)
  const columns = SETTING_COLUMNS.filter(({ id }) => differing.includes(id))
  const names = runs.map((run) => {
    const name = runName(run)
    return run.doubt === null ? name : word('doubtedName', { name })
  })
  return runs.map((run, index) => {
    const name = names[index] ?? ''
    if (names.indexOf(name) === names.lastIndexOf(name)) return name
    const settings = columns.map((column) => `${column.id} ${String(column.value(run) ?? '–')}`)
    return [name, ...settings].join(', ')
  })
}

/** One curve of each run: by validation images where some of the runs have them. */
function linesOfSeveral(
  runs: readonly ExportRun[],
  part: 'training' | 'validation',
  metric: CurveMetric,
  words: ReportWords,
): readonly FigureLine[] {
  const names = namesOf(
    runs.map(({ summary }) => summary),
    words,
  )
  return runs.map((run, index) => ({
    name: names[index] ?? '',
    color: index + 1,
    points: curveOf(run, part, metric, MOST_POINTS),
  }))
}

function axes(
  lines: readonly FigureLine[],
  range: ValueRange,
  format: (value: number) => string,
  { word }: ReportWords,
) {
  const last = lines.reduce((most, { points }) => Math.max(most, points.at(-1)?.x ?? 0), 0)
  const axis = (title: string, from: number, to: number, most: number, say: typeof format): FigureAxis => ({
    ...{ title, from, to, scale: 'linear' },
    ticks: axisTicks(from, to, most).map((value) => ({ value, lines: [say(value)] })),
  })
  return {
    x: axis(word('iteration'), 0, Math.max(1, last), TICKS.x, (value) => value.toLocaleString('en-US')),
    y: axis('', range.min, range.max, TICKS.y, format),
  }
}

/** What the axis leaves out. */
function leftOut(range: ValueRange, format: (value: number) => string, { word }: ReportWords) {
  const { above, below, min, max, highest, lowest } = range
  const [over, under] = [
    { count: above, end: format(max), last: format(highest) },
    { count: below, end: format(min), last: format(lowest) },
  ]
  return [
    ...(above > 0 ? [word('notDrawnAbove', over)] : []),
    ...(below > 0 ? [word('notDrawnBelow', under)] : []),
  ]
}

/** The curves of a report: of one run those of training and validation, of several one of each, the first of them. */
export function curveFigures(runs: readonly ExportRun[], words: ReportWords): readonly ReportFigure[] {
  const { word } = words
  const drawn = runs.slice(0, MOST_CURVES)
  const part = runs.some(({ curves }) => (curves?.validation.iteration.length ?? 0) > 0)
    ? 'validation'
    : 'training'
  const [first, second] = drawn
  if (first === undefined) return []
  return (['accuracy', 'loss'] as const).flatMap((id) => {
    const { far, format } = CURVE_METRICS[id]
    const all = second === undefined ? linesOfOne(first, id, words) : linesOfSeveral(drawn, part, id, words)
    const lines = all.filter(({ points }) => points.length > 0)
    const range = valueRange(
      lines.map(({ points }) => points),
      'fit',
      far,
    )
    if (range === null) return []
    const notes = [
      ...(runs.length > drawn.length ? [word('first', { drawn: drawn.length, all: runs.length })] : []),
      ...leftOut(range, format, words),
    ]
    const name = second === undefined ? word(id) : word('in', { metric: word(id), part: word(part) })
    return [{ id, figure: { title: name, kind: 'line', lines, notes, ...axes(lines, range, format, words) } }]
  })
}
