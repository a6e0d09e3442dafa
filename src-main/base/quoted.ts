const MOST_CHARACTERS = 80

/** A name that somebody else chose, in quotes and no longer than a sentence bears. */
export function quoted(name: string): string {
  const characters = Array.from(name.slice(0, 2 * MOST_CHARACTERS))
  const isLong = characters.length > MOST_CHARACTERS
  return JSON.stringify(isLong ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : name)
}
