import { EXCHANGE_COLUMN_IDS } from '#shared/records/table-columns'

const OWN_NAMES = new Set<string>(EXCHANGE_COLUMN_IDS)

/** What a column is called: the 14 by their own names, which the team knows, the others in the language of the window. */
export function columnLabel(id: string, t: (key: string) => string, te: (key: string) => boolean): string {
  if (OWN_NAMES.has(id)) return id
  const key = `runs.column.${id}`
  return te(key) ? t(key) : id
}
