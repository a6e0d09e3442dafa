import { type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { RunCurves } from '#shared/records/run-record'
import { errorText } from '../lib/error-text'
import { useCurvesStore } from '../stores/curves-store'

export interface LoadedCurves {
  readonly curves: ShallowRef<ReadonlyMap<string, RunCurves>>
  readonly problem: ShallowRef<string | null>
}

/** The curves of these runs; they come in one after the other, and anew when a run among them has changed. */
export function useRunCurves(ids: Readonly<Ref<readonly string[]>>): LoadedCurves {
  const store = useCurvesStore()
  const curves = shallowRef<ReadonlyMap<string, RunCurves>>(new Map())
  const problem = shallowRef<string | null>(null)
  let newest = 0

  function place(id: string, found: RunCurves | null): void {
    if (curves.value.get(id) === (found ?? undefined)) return
    const next = new Map(curves.value)
    if (found === null) next.delete(id)
    else next.set(id, found)
    curves.value = next
  }

  async function load(wanted: readonly string[]): Promise<void> {
    newest += 1
    const mine = newest
    problem.value = null
    if ([...curves.value.keys()].some((id) => !wanted.includes(id)))
      curves.value = new Map([...curves.value].filter(([id]) => wanted.includes(id)))
    try {
      for (const id of wanted) {
        const found = await store.read(id)
        if (mine !== newest) return
        place(id, found)
      }
    } catch (error) {
      if (mine === newest) problem.value = errorText(error)
    }
  }

  watch(ids, load, { immediate: true })
  // Two changes in one turn are two sets of runs, and neither may be missed.
  watch(
    () => store.changed,
    (changed) => {
      if (ids.value.some((id) => changed.has(id))) void load(ids.value)
    },
    { flush: 'sync' },
  )
  return { curves, problem }
}
