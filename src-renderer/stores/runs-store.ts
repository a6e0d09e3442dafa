import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../bridge/lab'
import { listRuns } from '../bridge/list-runs'

/** All runs that the library knows, by id; kept up to date by the events of main. */
export const useRunsStore = defineStore('runs', () => {
  const byId = shallowRef<ReadonlyMap<string, RunSummary>>(new Map())
  const loaded = shallowRef(false)
  /** Whether main has answered, with the runs or with a reason why not: a page that waits for it does not move later. */
  const answered = shallowRef(false)
  let started: Promise<void> | null = null

  const all = computed<readonly RunSummary[]>(() => [...byId.value.values()])
  /** Newest first; runs without a start (imported rows) last. */
  const newestFirst = computed<readonly RunSummary[]>(() =>
    all.value.toSorted((a, b) => (b.record.startedAt ?? '').localeCompare(a.record.startedAt ?? '')),
  )

  function change(changed: readonly RunSummary[], removed: readonly string[]): void {
    const next = new Map(byId.value)
    for (const id of removed) next.delete(id)
    for (const summary of changed) next.set(summary.record.id, summary)
    byId.value = next
  }

  /** Loads the list once and follows its changes. Every page that shows runs calls it; the first call does the work. */
  function start(): Promise<void> {
    started ??= load()
    return started
  }

  async function load(): Promise<void> {
    lab.on('runs:changed', change)
    const list = await listRuns().catch((error: unknown) => {
      answered.value = true
      throw error
    })
    byId.value = new Map([...list.map((summary) => [summary.record.id, summary] as const), ...byId.value])
    loaded.value = true
    answered.value = true
  }

  return { byId, all, newestFirst, loaded, answered, start }
})
