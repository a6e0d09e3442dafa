/** A word as a POSIX shell takes it, whatever is in it. */
function shellWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}
