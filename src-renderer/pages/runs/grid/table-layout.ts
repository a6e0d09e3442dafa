import * as v from 'valibot'
import { tableColumn } from '#shared/records/table-columns'
import { START_HIDDEN, START_ORDER, START_PINNED } from './grid-columns'

const STORAGE_KEY = 'our-neural-network/runs-table'

const layoutSchema = v.object({
  order: v.array(v.string()),
  hidden: v.array(v.string()),
  pinned: v.array(v.string()),
  widths: v.record(v.string(), v.pipe(v.number(), v.minValue(40), v.maxValue(1000))),
  sort: v.array(v.object({ id: v.string(), desc: v.boolean() })),
})

/** How the user arranged the table. */
export type TableLayout = v.InferOutput<typeof layoutSchema>

export const START_LAYOUT: TableLayout = {
  order: [...START_ORDER],
  hidden: [...START_HIDDEN],
  pinned: [...START_PINNED],
  widths: {},
  sort: [],
}

const isColumn = (id: string): boolean => tableColumn(id) !== null

// Columns that a newer version added stand at the end, hidden as they would be at first.
function completed(layout: TableLayout): TableLayout {
  const order = layout.order.filter(isColumn)
  const added = START_ORDER.filter((id) => !order.includes(id))
  return {
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
