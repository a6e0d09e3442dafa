import { createSampler } from '#shared/search/create-sampler'
import { isOrdered } from '#shared/search/search-spec'
import type { Slice } from '#shared/search/slice'
import type { RecordedSearch } from './recorded-search'
import type { Searches } from './searches'
import { tasksByNumber, tasksInOrder, type TaskSource } from './task-source'
import type { TrialBook } from './trial-book'

/** The tasks of a recorded search: by number, or of a search whose trials follow from others in the order that it has written down. */
export async function openTaskSource(
  search: RecordedSearch,
  searches: Searches,
  book: TrialBook,
  slice: Slice | null,
): Promise<TaskSource> {
  const { id, spec } = search
  const sampler = createSampler(spec)
  if (!isOrdered(spec)) return tasksByNumber(search, sampler, book, slice)
  return tasksInOrder(search, sampler, book, {
    entries: await searches.order(id),
    add: (entry, place) => searches.addOrder(id, entry, place),
  })
}
