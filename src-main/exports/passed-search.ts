import { parseSearchParent } from '#shared/search/search-parent'
import type { Library } from '../library/library'
import type { RecordedSearch } from '../search/recorded-search'
import type { Searches } from '../search/searches'
import type { PassedSearch } from './run-file/write-run-file'

interface WholeSearch {
  readonly passed: PassedSearch
  /** Its runs that have ended and are believed. */
  readonly ids: readonly string[]
}

/** A search as it is passed on, whole. */
export async function wholeSearch(
  library: Pick<Library, 'list'>,
  searches: Pick<Searches, 'order'>,
  search: RecordedSearch,
): Promise<WholeSearch> {
  const runs = (await library.list()).filter(({ record, doubt }) => {
    const isEnded = record.stopReason !== null && record.stopReason !== 'interrupted'
    return isEnded && doubt === null && parseSearchParent(record.parent)?.search === search.id
  })
  const order = await searches.order(search.id)
  return { passed: { search, order }, ids: runs.map(({ record }) => record.id) }
}
