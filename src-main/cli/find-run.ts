import type { Library } from '../library/library'
import { CommandError } from './command-error'
import type { ParsedArguments } from './parsed-arguments'

const SHORTEST = 4

function idNamed(library: Library, ids: ReadonlySet<string>, word: string): string {
  const wanted = word.toUpperCase()
  if (ids.has(wanted)) return wanted
  const matching =
    wanted.length < SHORTEST ? [] : [...ids].filter((id) => id.startsWith(wanted) || id.endsWith(wanted))
  const [only] = matching
  if (only !== undefined && matching.length === 1) return only
  const broken = library.problems.find(({ file }) => wanted.length === 26 && file.includes(wanted))
  if (broken !== undefined)
    throw new CommandError(`Run ${wanted} cannot be used (${broken.file}): ${broken.reason}`)
  if (only === undefined)
    throw new CommandError(`There is no run ${JSON.stringify(word)} in the library ${library.directory}.`)
  throw new CommandError(`${JSON.stringify(word)} fits ${matching.length} runs; give more of the id.`)
}

async function allIds(library: Library): Promise<ReadonlySet<string>> {
  return new Set((await library.list()).map(({ record }) => record.id))
}

/** The id of the run that a word names: the whole id or its unmistakable beginning or end, upper or lower case. */
export async function findRun(library: Library, word: string): Promise<string> {
  return idNamed(library, await allIds(library), word)
}

/** The ids of the runs that words name, with one look at the library. */
export async function findRuns(library: Library, words: readonly string[]): Promise<readonly string[]> {
  const ids = await allIds(library)
  return words.map((word) => idNamed(library, ids, word))
}

/** The one id that a verb takes. */
export function theId(args: ParsedArguments, verb: string): string {
  const [id, ...others] = args.positional
  if (id !== undefined && others.length === 0) return id
  throw new CommandError(`lab ${verb} takes one id of a run; \`lab runs\` lists them.`)
}
