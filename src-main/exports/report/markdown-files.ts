import { basename, extname } from 'node:path'
import type { Language } from '#shared/language/language'
import type { ExportRun } from '../export-run'
import type { ExportedFile } from '../export-writer'
import { markdownDocument } from './markdown-document'
import { reportOfRuns } from './report-of-runs'
import { reportWords } from './report-words'

/**
 * A report in Markdown, and its curves as SVG files beside it: GitHub, editors and pandoc show these, while most of them show no
 * drawing that stands in the text itself, and on slides the curves are wanted as files anyway.
 */
export function markdownFiles(
  runs: readonly [ExportRun, ...ExportRun[]],
  name: string,
  language: Language,
): ExportedFile {
  const stem = basename(name, extname(name))
  const blocks = reportOfRuns(runs, reportWords(language), (id) => `${stem}-${id}.svg`)
  const encoder = new TextEncoder()
  const beside = blocks.flatMap((block) =>
    block.kind === 'figure' ? [{ name: block.name, bytes: encoder.encode(block.svg) }] : [],
  )
  const names = beside.map((file) => file.name).join(', ')
  return {
    bytes: encoder.encode(markdownDocument(blocks)),
    beside,
    checked: beside.length === 0 ? [] : [`The curves are beside it: ${names}.`],
  }
}
