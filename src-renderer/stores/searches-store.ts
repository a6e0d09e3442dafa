import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { SearchInfo } from '#shared/ipc'
import type { SearchSpec } from '#shared/search/search-spec'
import type { Slice } from '#shared/search/slice'
import type { TrialResult } from '#shared/search/trial-result'
import { lab } from '../bridge/lab'

/** The searches of the library, and the trials of those that were looked at; kept up to date by the events of main. */
export const useSearchesStore = defineStore('searches', () => {
  const byId = shallowRef<ReadonlyMap<string, SearchInfo>>(new Map())
  const trials = shallowRef<ReadonlyMap<string, readonly TrialResult[]>>(new Map())
  /** The search that the page shows; null for the form of a new one. */
  const chosenId = shallowRef<string | null>(null)
  const loaded = shallowRef(false)
  let started: Promise<void> | null = null

  /** Newest first. */
  const all = computed<readonly SearchInfo[]>(() =>
    [...byId.value.values()].toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
  )
  const chosen = computed<SearchInfo | null>(() => byId.value.get(chosenId.value ?? '') ?? null)
  const results = computed<readonly TrialResult[]>(() => trials.value.get(chosenId.value ?? '') ?? [])

  function place(search: SearchInfo): void {
    byId.value = new Map(byId.value).set(search.id, search)
  }

  function take(search: SearchInfo, changed: readonly TrialResult[]): void {
    place(search)
    placeTrials(search.id, changed)
  }

  function placeTrials(id: string, fresh: readonly TrialResult[]): void {
    const known = trials.value.get(id)
    // What nobody has looked at is asked for as a whole when somebody does.
    if (known === undefined) return
    const next = new Map(known.map((result) => [result.index, result]))
    for (const result of fresh) next.set(result.index, result)
    const sorted = [...next.values()].sort((a, b) => a.index - b.index)
    trials.value = new Map(trials.value).set(id, sorted)
  }

  async function loadTrials(id: string): Promise<void> {
    const { info, trials: found } = await lab.request('search:results', id)
    place(info)
    trials.value = new Map(trials.value).set(id, found)
  }

  /** Loads the list once and follows its changes; the first call does the work. */
  function start(): Promise<void> {
    started ??= load()
    return started
  }

  async function load(): Promise<void> {
    lab.on('search:changed', take)
    const found = await lab.request('search:list')
    byId.value = new Map([...found.map((search) => [search.id, search] as const), ...byId.value])
    loaded.value = true
  }

  /** Shows a search, or the form of a new one. */
  async function choose(id: string | null): Promise<void> {
    chosenId.value = id
    if (id !== null && !trials.value.has(id)) await loadTrials(id)
  }

  /** Starts a search or a part of it, or goes on with the same one that asks for more trials, and shows it. */
  async function run(spec: SearchSpec, data?: string, slice: Slice | null = null): Promise<void> {
    await start()
    const id = await lab.request('search:start', spec, data, slice ?? undefined)
    await loadTrials(id)
    await choose(id)
  }

  /** More trials for a search, with which it goes on. */
  async function lengthen(id: string, count: number): Promise<void> {
    await lab.request('search:go-on', id, count)
    await loadTrials(id)
  }

  const stop = (id: string): Promise<void> => lab.request('search:stop', id)
  const goOn = (id: string): Promise<void> => lab.request('search:go-on', id)

  return { all, chosen, chosenId, results, loaded, start, choose, run, lengthen, stop, goOn }
})
