import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OrderEntry } from '#shared/search/known-order'
import { parseSearch, type SearchSpec } from '#shared/search/search-spec'
import type { RecordedSearch } from '../../../src-main/search/recorded-search'
import { openSearches } from '../../../src-main/search/searches'
import { mutated, MUTATIONS } from '../../helpers/file-mutations'
import { testNoise } from '../../helpers/inline-training'
import { smallSearch } from '../../helpers/small-search'
import { temporaryFolders } from '../../helpers/temporary-folder'

const ROUNDS = 240
const DATA = '0123456789abcdef'.repeat(4)
const folder = temporaryFolders()

function specOf(change: object = {}): SearchSpec {
  const parsed = parseSearch({ ...smallSearch(4), ...change })
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  return parsed.spec
}

const newSearch = (spec: SearchSpec) => ({ spec, data: DATA, arithmetic: 'f32-fma-1' })
const ORDER: readonly OrderEntry[] = [
  { kind: 'asked', trial: 0 },
  { kind: 'asked', trial: 1 },
  { kind: 'told', trial: 1, value: 0.8125, iterations: 20 },
  { kind: 'asked', trial: 2 },
  { kind: 'told', trial: 0, value: null, iterations: 7 },
]

async function library() {
  const directory = join(await folder(), 'searches')
  let now = 1_700_000_000_000
  const searches = openSearches(directory, () => (now += 1000))
  const search = await searches.open(newSearch(specOf()))
  const other = await searches.open(newSearch(specOf({ sampler: { kind: 'tpe', seed: 9 } })))
  for (const [place, entry] of ORDER.entries()) await searches.addOrder(other.id, entry, place)
  return { directory, searches, search, other }
}

/** The answer, or the sentence that says why there is none. */
async function answerOf<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work()
  } catch (error) {
    return (error as Error).message
  }
}

describe('searches on the disk', () => {
  it('keep the part that a library takes, until all is taken', async () => {
    const { directory, searches, search } = await library()
    expect(await searches.slice(search.id)).toBeNull()
    await searches.takeSlice(search.id, { part: 2, parts: 3 })
    expect(await openSearches(directory).slice(search.id)).toEqual({ part: 2, parts: 3 })
    const file = join(directory, search.id, 'slice.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('"part": 2', '"part": 3'))
    expect(await answerOf(() => searches.slice(search.id))).toBe(
      `Search ${search.id} cannot go on (${file}): It was changed since it was written.`,
    )
    await searches.takeSlice(search.id, null)
    expect(await searches.slice(search.id)).toBeNull()
  })

  it('come back as they were, the oldest first, and the same search is not written twice', async () => {
    const { searches, search, other } = await library()
    expect(await searches.list()).toEqual({ searches: [search, other], problems: [] })
    expect(await searches.order(other.id)).toEqual(ORDER)
    expect(await searches.open(newSearch(specOf({ name: 'another name' })))).toEqual(search)
    const longer = await searches.open(newSearch(specOf({ trials: 9 })))
    expect(longer).toEqual({ ...search, spec: { ...search.spec, trials: 9 } })
    expect((await searches.open(newSearch(specOf({ trials: 2 })))).spec.trials).toBe(9)
    expect(await searches.read(search.id)).toEqual(longer)
  })

  it('have a name of their own for other data, another arithmetic, seed, base or range', async () => {
    const { searches, search } = await library()
    const ids = new Set([search.id])
    for (const other of [
      { ...newSearch(specOf()), data: 'f'.repeat(64) },
      { ...newSearch(specOf()), arithmetic: 'f32-next-2' },
      newSearch(specOf({ seeds: [1, 2] })),
      newSearch(specOf({ rankBy: 'validationLoss' })),
      newSearch(specOf({ space: {} })),
    ])
      ids.add((await searches.open(other)).id)
    expect(ids.size).toBe(6)
  })

  it(`never change something in silence, in ${ROUNDS} mutations`, async () => {
    const { directory, searches, search, other } = await library()
    const path = (id: string): string => join(directory, id, 'search.json')
    const [bytes, another] = [await readFile(path(search.id)), await readFile(path(other.id))]
    const noise = testNoise(5)
    for (let round = 0; round < ROUNDS; round += 1) {
      const kind = MUTATIONS[round % MUTATIONS.length] ?? 'bit'
      await writeFile(path(search.id), mutated(kind, bytes, another, noise))
      const found = await answerOf<RecordedSearch>(() => searches.read(search.id))
      if (typeof found === 'string') expect(found).toContain(path(search.id))
      else expect(found, `round ${round}: ${kind}`).toEqual(search)
    }
  })

  it(`lose at most the end of an order, which is asked and told again, in ${ROUNDS} mutations`, async () => {
    const { directory, searches, other } = await library()
    const path = join(directory, other.id, 'order.jsonl')
    const bytes = await readFile(path)
    const noise = testNoise(6)
    for (let round = 0; round < ROUNDS; round += 1) {
      const kind = MUTATIONS[round % MUTATIONS.length] ?? 'bit'
      await writeFile(path, mutated(kind, bytes, bytes, noise))
      const found = await answerOf(() => searches.order(other.id))
      if (typeof found === 'string') expect(found).toContain(path)
      else expect(found, `round ${round}: ${kind}`).toEqual(ORDER.slice(0, found.length))
    }
  })

  it('go on after a crash in the middle of a line', async () => {
    const { directory, searches, other } = await library()
    const path = join(directory, other.id, 'order.jsonl')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.slice(0, -40))
    const left = await searches.order(other.id)
    expect(left).toEqual(ORDER.slice(0, 4))
    const entry: OrderEntry = { kind: 'told', trial: 0, value: 0.5, iterations: 20 }
    await searches.addOrder(other.id, entry, left.length)
    expect(await searches.order(other.id)).toEqual([...left, entry])
  })
})
