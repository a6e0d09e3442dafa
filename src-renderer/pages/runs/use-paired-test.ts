import { type ComputedRef, type ShallowRef, shallowRef, watch } from 'vue'
import { comparePredictions } from '#shared/history/paired-comparison'
import type { RunView } from '#shared/history/run-view'
import type { PairedTest } from '#shared/history/ties'
import { dataOf } from '#shared/records/data-of-run'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../../bridge/lab'

// Runs behind the best whose predictions are read: enough for the top of a ranking, and no more than half a megabyte.
const COMPARED = 40

/** McNemar's test of each leading run against the best, from their stored predictions, where test accuracy ranks. */
export function usePairedTest(): {
  readonly test: ShallowRef<PairedTest>
  follow: (view: ComputedRef<RunView>) => void
} {
  /** By the best run and then by the other: the view asks for every run each time that it is made. */
  const pValues = new Map<string, Map<string, number>>()
  const predictions = new Map<string, Uint8Array | null>()
  const labelsOf = new Map<string, Uint8Array>()
  const lookUp = (): PairedTest => (best, other) => pValues.get(best.record.id)?.get(other.record.id) ?? null
  const test = shallowRef<PairedTest>(lookUp())

  async function predictionsOf(run: RunSummary): Promise<Uint8Array | null> {
    const { id } = run.record
    const known = predictions.get(id)
    if (known !== undefined) return known
    const found = await lab.request('runs:predictions', id)
    predictions.set(id, found)
    return found
  }

  async function compare(best: RunSummary, others: readonly RunSummary[]): Promise<void> {
    const data = dataOf(best.record)
    const labels = labelsOf.get(data) ?? (await lab.request('data:labels', 'test', data))
    labelsOf.set(data, labels)
    const first = await predictionsOf(best)
    if (first === null) return
    const known = pValues.get(best.record.id) ?? new Map<string, number>()
    pValues.set(best.record.id, known)
    let learnt = false
    for (const other of others) {
      if (known.has(other.record.id) || dataOf(other.record) !== data) continue
      const second = await predictionsOf(other)
      if (second === null || second.length !== labels.length || first.length !== labels.length) continue
      known.set(other.record.id, comparePredictions(labels, first, second).pValue)
      learnt = true
    }
    // A new function, so that the view is made anew with what was learnt.
    if (learnt) test.value = lookUp()
  }

  function follow(view: ComputedRef<RunView>): void {
    watch(view, ({ ranking, rows }) => {
      if (ranking !== 'test_acc') return
      const ranked = rows.flatMap((row) =>
        row.kind === 'run' && row.rank !== null && row.run.hasPredictions ? [row.run] : [],
      )
      const tied = rows.some((row) => row.kind === 'run' && row.tied)
      const [best, ...others] = ranked.slice(0, COMPARED)
      // Without the predictions the intervals decide, so a failed read takes nothing away.
      if (best !== undefined && tied) compare(best, others).catch(() => undefined)
    })
  }

  return { test, follow }
}
