const LONGEST_SHOWN = 40

/** The cell as a sentence shows it. */
export function shownCell(cell: string): string {
  const text = cell.trim()
  return `“${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}”`
}
