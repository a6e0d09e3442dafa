import { textFilter } from '#shared/history/column-filter'
import { parseSearch } from '#shared/history/filter-expression'
import type { RunSummary } from '#shared/records/run-summary'
import { FILTER_WORDS } from '../../locales/table-words'

/** The first runs that a search of the palette finds, as the table's search finds them. */
export function foundRuns(runs: readonly RunSummary[], search: string, most: number): readonly RunSummary[] {
  const parsed = parseSearch(search, FILTER_WORDS)
  // What is no search yet is taken for words.
  const test = parsed.ok ? parsed.test : textFilter(search)
  const found: RunSummary[] = []
  for (const run of runs) {
    if (found.length === most) break
    if (!run.annotations.archived && test(run)) found.push(run)
  }
  return found
}
