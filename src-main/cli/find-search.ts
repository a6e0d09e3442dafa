import type { RecordedSearch } from '../search/recorded-search'
import type { Searches } from '../search/searches'
import { CommandError } from './command-error'

const SHORTEST = 4

/** The search that a word names: its id, or the unmistakable beginning of one. */
export async function findSearch(searches: Searches, word: string): Promise<RecordedSearch> {
  const found = (await searches.list()).searches.filter(
    ({ id }) => word.length >= SHORTEST && id.startsWith(word.toLowerCase()),
  )
  const [only] = found
  if (found.length > 1)
    throw new CommandError(`${JSON.stringify(word)} fits ${found.length} searches; give more of the id.`)
  return only ?? searches.read(word)
}
