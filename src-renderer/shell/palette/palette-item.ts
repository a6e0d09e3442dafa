/** One line of the command palette. */
export interface PaletteItem {
  readonly label: string
  readonly description?: string
  readonly icon: string
  readonly kbds?: string[]
  readonly onSelect: () => void
}
