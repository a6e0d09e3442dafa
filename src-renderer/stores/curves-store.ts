import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunCurves } from '#shared/records/run-record'
import { lab } from '../bridge/lab'

const KEPT = 40

/**
 * The curves of the runs that were shown last. They are read only when they are shown: those of 10,000 runs would not fit into
 * memory. What main says of a run makes them old, since the curves of a run that goes on grow.
 */
export const useCurvesStore = defineStore('curves', () => {
  const kept = new Map<string, Promise<RunCurves | null>>()
  /** The runs whose curves became old last. */
  const changed = shallowRef<ReadonlySet<string>>(new Set())

  lab.on('runs:changed', (summaries, removed) => {
    const ids = new Set([...summaries.map(({ record }) => record.id), ...removed])
    for (const id of ids) kept.delete(id)
    changed.value = ids
  })

  async function read(id: string): Promise<RunCurves | null> {
    const known = kept.get(id)
    if (known !== undefined) return known
    // The promise is kept, not its value: an answer that was on its way when the run changed is never taken for a new one.
    const asked = lab.request('runs:curves', id)
    kept.set(id, asked)
    const oldest = kept.size > KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    const forget = (): void => {
      if (kept.get(id) === asked) kept.delete(id)
    }
    return asked.then(
      (curves) => {
        if (curves === null) forget()
        return curves
      },
      (error: unknown) => {
        forget()
        throw error
      },
    )
  }

  return { changed, read }
})
