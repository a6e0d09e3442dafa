import { readWholeFile } from '../../base/read-file'
import { utf8Text } from '../../base/read-now'

const LARGEST_LIST = 64 * 1024

/** Files that may say what the classes are called: one name a line, the first for label 0. */
export const NAME_LISTS: readonly string[] = ['classes.txt', 'class-names.txt', 'labels.txt', 'names.txt']

/** EMNIST's own: a line a label, with the code points of its letter. */
export const MAPPING = /mapping\.txt$/i

async function linesOf(path: string): Promise<readonly string[]> {
  const text = utf8Text(await readWholeFile(path, LARGEST_LIST))
  return text.split(/\r?\n/).map((line) => line.normalize('NFC').trim())
}

/** Names by their labels, from a list of names. Empty lines at the end are none. */
export async function readNameList(path: string): Promise<ReadonlyMap<number, string>> {
  const lines = [...(await linesOf(path))]
  while (lines.at(-1) === '') lines.pop()
  const empty = lines.indexOf('')
  if (empty >= 0)
    throw new Error(`Cannot use ${path}: line ${empty + 1} is empty, so class ${empty} has no name.`)
  return new Map(lines.map((name, label) => [label, name]))
}

/** Names by their labels, from a mapping as EMNIST has it: `10 65` is class 10, the letter A. */
export async function readMapping(path: string): Promise<ReadonlyMap<number, string>> {
  const lines = (await linesOf(path)).filter((line) => line !== '')
  const rows = lines.map((line) => line.split(/\s+/).map(Number))
  const wrong = rows.findIndex(([label = -1, code = -1]) => !(label >= 0 && code > 32 && code < 0x110000))
  if (wrong >= 0)
    throw new Error(`Cannot use ${path}: line ${wrong + 1} is not a label and the code of a letter.`)
  return new Map(rows.map(([label = 0, code = 0]) => [label, String.fromCodePoint(code)]))
}
