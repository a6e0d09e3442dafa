import { shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { RunCurves } from '#shared/records/run-record'
import { lab } from '../../lab'

const KEPT = 40
// Curves are read only when they are shown, and the last few are kept: 10,000 runs' curves would not fit into memory.
const kept = new Map<string, RunCurves>()

/** The curves of a run, read from disk at the first time. Null where it has none. */
export async function runCurves(id: string): Promise<RunCurves | null> {
  const known = kept.get(id)
  if (known !== undefined) return known
  const curves = await lab.request('runs:curves', id)
  if (curves === null) return null
  kept.set(id, curves)
  const oldest = kept.size > KEPT ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  return curves
}

/** Curves of a run that goes on grow: what is kept of them is old. */
export function forgetCurves(ids: Iterable<string>): void {
  for (const id of ids) kept.delete(id)
}

export interface LoadedCurves {
  readonly curves: ShallowRef<ReadonlyMap<string, RunCurves>>
  readonly problem: ShallowRef<string | null>
}

/** The curves of these runs; they come in one after the other. */
export function useRunCurves(ids: Readonly<Ref<readonly string[]>>): LoadedCurves {
  const curves = shallowRef<ReadonlyMap<string, RunCurves>>(new Map())
  const problem = shallowRef<string | null>(null)

  async function load(wanted: readonly string[]): Promise<void> {
    problem.value = null
    curves.value = new Map([...curves.value].filter(([id]) => wanted.includes(id)))
    for (const id of wanted) {
      const found = await runCurves(id)
      if (ids.value !== wanted) return
      if (found !== null) curves.value = new Map(curves.value).set(id, found)
    }
  }

  watch(
    ids,
    (wanted) => {
      load(wanted).catch((error: unknown) => {
        problem.value = error instanceof Error ? error.message : String(error)
      })
    },
    { immediate: true },
  )
  return { curves, problem }
}
