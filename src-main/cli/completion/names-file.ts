/** Whether a value, as the help calls it, is the path of a file or folder. */
export function namesFile(value: string): boolean {
  return /\b(FILE|DIR)\b/.test(value)
}
