import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../bridge/lab'
import { listRuns } from '../bridge/list-runs'

/** Milliseconds between two looks at what has come: each makes the table anew. */
const PAUSE = 500

// Of ISO times; the comparison of words by a language's rules takes ten times as long.
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

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
    all.value.toSorted((a, b) => byText(b.record.startedAt ?? '', a.record.startedAt ?? '')),
  )
  /** What main told of its own accord while the list was on its way: it is newer. */
  const heard = new Set<string>()

  function change(changed: readonly RunSummary[], removed: readonly string[]): void {
    if (!answered.value)
      for (const id of [...changed.map(({ record }) => record.id), ...removed]) heard.add(id)
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
    let arrived: RunSummary[] = []
    let nextAt = 0
    function takeArrived(): void {
      const fresh = arrived.filter(({ record }) => !heard.has(record.id))
      arrived = []
      byId.value = new Map([...byId.value, ...fresh.map((summary) => [summary.record.id, summary] as const)])
      nextAt = performance.now() + PAUSE
    }
    try {
      await listRuns((portion) => {
        arrived.push(...portion)
        if (performance.now() >= nextAt) takeArrived()
      })
      takeArrived()
      loaded.value = true
    } finally {
      answered.value = true
      heard.clear()
    }
  }

  return { byId, all, newestFirst, loaded, answered, start }
})
