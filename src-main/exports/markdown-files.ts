import { basename, extname } from 'node:path'
import { chartSvg } from '#shared/figures/chart-figure'
import { curveFigures } from './curve-figures'
import type { ExportRun } from './export-run'
import type { ExportedFile } from './export-writer'
import { markdownReport, orderedRuns } from './markdown-report'

/**
 * A report in Markdown, and its curves as SVG files beside it: GitHub, editors and pandoc show these, while most of them show no
 * drawing that stands in the text itself, and on slides the curves are wanted as files anyway.
 */
export function markdownFiles(runs: readonly [ExportRun, ...ExportRun[]], name: string): ExportedFile {
  const stem = basename(name, extname(name))
  const beside = curveFigures(orderedRuns(runs)).map(({ id, figure }) => ({
    name: `${stem}-${id}.svg`,
    title: figure.title,
    bytes: new TextEncoder().encode(chartSvg(figure)),
  }))
  const names = beside.map((file) => file.name).join(', ')
  return {
    bytes: new TextEncoder().encode(markdownReport(runs, beside)),
    beside,
    checked: beside.length === 0 ? [] : [`The curves are beside it: ${names}.`],
  }
}
