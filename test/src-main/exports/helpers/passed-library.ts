import { join } from 'node:path'
import type { OrderEntry } from '#shared/search/known-order'
import { parseSearch } from '#shared/search/search-spec'
import type { PassedRun, PassedSearch } from '../../../../src-main/exports/run-file/write-run-file'
import { type Library, openLibrary } from '../../../../src-main/library/library'
import { openSearches, type Searches } from '../../../../src-main/search/searches'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../../helpers/small-runs'
import { smallSearch } from '../../../helpers/small-search'

/** A library and its searches, as run files are made of and taken into. */
export interface OpenedLibrary {
  readonly library: Library
  readonly searches: Searches
}

export async function openBoth(directory: string): Promise<OpenedLibrary> {
  const library = await openLibrary(directory)
  return { library, searches: openSearches(join(directory, 'searches')) }
}

const ORDER: readonly OrderEntry[] = [
  { kind: 'asked', trial: 0 },
  { kind: 'told', trial: 0, value: 0.5, iterations: 20 },
]

/** Fills a library with runs that have ended, one of them with a note and a replay, and a search. */
export async function fillLibrary({ library, searches }: OpenedLibrary, runs: number): Promise<void> {
  for (let seed = 1; seed <= runs; seed += 1) {
    const id = library.newId()
    const experiment = smallExperiment(seed)
    await library.create(newRun(id, experiment))
    await library.finish(id, smallResult(experiment), smallCurves(id))
    if (seed > 1) continue
    await library.annotate([id], { title: '첫 실험', tags: ['good'] })
    const replay = { at: '2026-11-02T10:00:00.000Z', author: 'Bo', device: library.device }
    await library.addReplay(id, { ...replay, identical: true, difference: null })
  }
  const spec = parseSearch(smallSearch(3))
  if (!spec.ok) throw new Error(spec.problems[0]?.message)
  const { id } = await searches.open({ spec: spec.spec, data: 'ab'.repeat(32), arithmetic: 'f32-fma-1' })
  for (const [place, entry] of ORDER.entries()) await searches.addOrder(id, entry, place)
}

/** All that a library can pass on. */
export async function passedOf({ library, searches }: OpenedLibrary): Promise<{
  readonly runs: readonly PassedRun[]
  readonly searches: readonly PassedSearch[]
}> {
  const runs = (await library.list()).map(async ({ record: { id }, replays }) => ({
    record: await library.record(id),
    curves: await library.curves(id),
    weights: await library.weights(id),
    notes: await library.notes(id),
    replays,
  }))
  const found = (await searches.list()).searches.map(async (search) => ({
    search,
    order: await searches.order(search.id),
  }))
  return { runs: await Promise.all(runs), searches: await Promise.all(found) }
}
