const MOST = 1000
const LONGEST = 200

/** What is made of the same text is made once, because the cells of a column repeat themselves. What throws does so each time. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    if (known.size < MOST && text.length <= LONGEST) known.set(text, made)
    return made
  }
}
