/** What a cell of the run table holds; null where the run does not know it. */
export type CellValue = string | number | boolean | null

/** How a column is compared, filtered, aligned and written. */
export type ColumnType = 'accuracy' | 'number' | 'integer' | 'boolean' | 'text' | 'list' | 'date'
