/** Nothing in such a word means anything to a shell. */
const PLAIN = /^[\w@%+=:,./-]+$/

/** A word as a POSIX shell takes it, whatever is in it. */
function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** A command line of these words. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}
