import * as v from 'valibot'
import { tableColumn } from '#shared/records/table-columns'
import { START_HIDDEN, START_ORDER, START_PINNED } from './grid-columns'

const STORAGE_KEY = 'our-neural-network/runs-table'

export const LEAST_WIDTH = 48
export const GREATEST_WIDTH = 1000

// A width that makes no sense is forgotten; the others stay.
const isWidth = (width: unknown): width is number =>
  typeof width === 'number' && width >= LEAST_WIDTH && width <= GREATEST_WIDTH
const widths = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((all): Record<string, number> =>
    Object.fromEntries(
      Object.entries(all).filter(
        (entry): entry is [string, number] => isColumn(entry[0]) && isWidth(entry[1]),
      ),
    ),
  ),
)

const layoutSchema = v.object({
  /** Whether somebody arranged the columns; otherwise those that differ stand first. */
  arranged: v.optional(v.boolean()),
  order: v.array(v.string()),
  hidden: v.array(v.string()),
  pinned: v.array(v.string()),
  widths,
  sort: v.array(v.object({ id: v.string(), desc: v.boolean() })),
})

/** How the user arranged the table. */
export interface TableLayout extends v.InferOutput<typeof layoutSchema> {
  readonly arranged: boolean
}

export const START_LAYOUT: TableLayout = {
  arranged: false,
  order: [...START_ORDER],
  hidden: [...START_HIDDEN],
  pinned: [...START_PINNED],
  widths: {},
  sort: [],
}

function isColumn(id: string): boolean {
  return tableColumn(id) !== null
}

const isStart = ({ order, hidden }: v.InferOutput<typeof layoutSchema>): boolean =>
  order.join() === START_ORDER.join() && hidden.toSorted().join() === START_HIDDEN.toSorted().join()

// Columns that a newer version added stand at the end, hidden as they would be at first.
export function completed(layout: v.InferOutput<typeof layoutSchema>): TableLayout {
  const order = [...new Set(layout.order.filter(isColumn))]
  const added = START_ORDER.filter((id) => !order.includes(id))
  return {
    arranged: layout.arranged ?? !isStart(layout),
    order: [...order, ...added],
    hidden: [...layout.hidden.filter(isColumn), ...added],
    pinned: layout.pinned.filter(isColumn),
    widths: layout.widths,
    sort: layout.sort.filter(({ id }) => isColumn(id)),
  }
}

export function loadLayout(storage: Storage): TableLayout {
  try {
    const parsed = v.safeParse(layoutSchema, JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null'))
    return parsed.success ? completed(parsed.output) : START_LAYOUT
  } catch {
    return START_LAYOUT // Not JSON: someone else's text, and the table starts as it does at first.
  }
}

export function saveLayout(storage: Storage, layout: TableLayout): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(layout))
}
