import * as v from 'valibot'
import { LONGEST_EXPRESSION } from './filter-length'

/** Most views that are kept, and the longest name of one. */
export const MOST_VIEWS = 50
export const LONGEST_VIEW_NAME = 60

const MOST_COLUMNS = 200
const id = v.pipe(v.string(), v.maxLength(64))
const ids = v.pipe(v.array(id), v.maxLength(MOST_COLUMNS))

const savedView = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_VIEW_NAME)),
  search: v.pipe(v.string(), v.maxLength(LONGEST_EXPRESSION)),
  columnFilters: v.pipe(
    v.record(id, v.pipe(v.string(), v.maxLength(1000))),
    v.check((filters) => Object.keys(filters).length <= MOST_COLUMNS),
  ),
  sort: v.pipe(v.array(v.object({ column: id, descending: v.boolean() })), v.maxLength(MOST_COLUMNS)),
  groupBy: ids,
  includePartial: v.boolean(),
  archived: v.picklist(['without', 'only', 'with']),
  /** Null: the columns that differ first. */
  columns: v.nullable(v.object({ order: ids, hidden: ids, pinned: ids })),
})

/** A way to look at the table, under a name: what is searched and filtered, how it is sorted and grouped, and its columns. */
export type SavedView = v.InferOutput<typeof savedView>

/** All saved views; no two have one name. */
export const savedViews = v.pipe(
  v.array(savedView),
  v.maxLength(MOST_VIEWS, `At most ${MOST_VIEWS} views can be saved.`),
  v.check(
    (views) => new Set(views.map(({ name }) => name)).size === views.length,
    'Two saved views have the same name.',
  ),
  v.readonly(),
)
