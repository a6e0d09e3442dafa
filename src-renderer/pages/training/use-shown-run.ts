import { computed, type ComputedRef } from 'vue'
import type { Experiment } from '#shared/experiment/experiment'
import type { RunSummary } from '#shared/records/run-summary'
import { epochLength } from '../../lib/epoch-length'
import { useEndsStore } from '../../stores/ends-store'
import { useJobsStore } from '../../stores/jobs-store'
import { useRunsStore } from '../../stores/runs-store'
import { useStreamStore } from '../../stores/stream-store'

/** The run whose curves the page shows: the one that trains, or the one that ended last. */
export function useShownRun(): {
  /** Its id; null before anything has been trained. */
  readonly id: ComputedRef<string | null>
  readonly experiment: ComputedRef<Experiment | null>
  /** Iterations that it was meant to take. */
  readonly planned: ComputedRef<number | undefined>
  /** Iterations of one epoch. */
  readonly epochLength: ComputedRef<number | undefined>
  /** Its record, once it has ended and nothing new has begun. */
  readonly ended: ComputedRef<RunSummary | null>
} {
  const jobs = useJobsStore()
  const runs = useRunsStore()
  const stream = useStreamStore()

  const ends = useEndsStore()

  // After a reload its curves come later than the list of what ended: their place is kept, so that nothing moves.
  const id = computed(() => {
    if (stream.id !== null) return stream.discarded ? null : stream.id
    const [newest] = ends.ends
    return newest?.kind === 'train' && newest.outcome === 'recorded' ? newest.id : null
  })
  const last = computed(() => (id.value === null ? undefined : runs.byId.get(id.value)))
  const ended = computed(() => {
    const summary = last.value
    const isOver = jobs.current?.id !== summary?.record.id
    return summary !== undefined && isOver && summary.record.stopReason !== null ? summary : null
  })
  const experiment = computed(() => {
    const { current } = jobs
    if (current !== null && (stream.id === null || current.id === stream.id)) return current.experiment
    return last.value?.record.experiment ?? null
  })
  return {
    id,
    experiment,
    planned: computed(() => experiment.value?.plan.iterations),
    epochLength: computed(() =>
      experiment.value === null ? undefined : epochLength(experiment.value, last.value?.record.dataset),
    ),
    ended,
  }
}
