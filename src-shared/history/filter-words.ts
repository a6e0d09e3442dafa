/**
 * What people call columns and values, beside the names that files have for them. The window fills it with the words of both its
 * languages; without it a filter knows the names of the files alone.
 */
export interface FilterWords {
  /** Ids of columns by their plain names. */
  readonly columns: ReadonlyMap<string, string>
  /** Values as records have them, by the id of their column and their plain name. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Plain names of a value that is not there. */
  readonly missing: ReadonlySet<string>
}

export const NO_WORDS: FilterWords = { columns: new Map(), values: new Map(), missing: new Set() }

/** A name without what people write in different ways: `Leaky ReLU`, `leaky-relu` and `LEAKY_RELU` are one. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
}

/** The value that a name means in a column, as records have it; null where it is not known. */
export function namedValue(words: FilterWords, column: string, name: string): string | null {
  return words.values.get(column)?.get(plainName(name)) ?? null
}

/** The values of a column whose names hold a text. */
export function valuesHolding(words: FilterWords, column: string, text: string): ReadonlySet<string> {
  const wanted = plainName(text)
  const named = [...(words.values.get(column) ?? [])].filter(([name]) => name.includes(wanted))
  return new Set(named.map(([, value]) => value))
}
