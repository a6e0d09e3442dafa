import type { Language } from '#shared/language/language'
import type { ExportRun } from '../export-run'
import { pageDocument } from './page-document'
import { reportOfRuns } from './report-of-runs'
import { reportWords } from './report-words'

/** The comparison of several runs as a page to be printed. */
export function printedReport(runs: readonly [ExportRun, ...ExportRun[]], language: Language): Uint8Array {
  const words = reportWords(language)
  const blocks = reportOfRuns(runs, words, (id) => id)
  return new TextEncoder().encode(pageDocument(blocks, words.word('several'), language))
}
