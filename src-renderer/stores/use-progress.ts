import { computed, type ComputedRef } from 'vue'
import type { Job } from '#shared/ipc'
import { formatDuration } from '../lib/format'
import { useJobsStore } from './jobs-store'
import { useStreamStore } from './stream-store'

/** How far the current training is: the freshest of what the stream and the list of jobs say. */
export function useProgress(): {
  readonly job: ComputedRef<Job | null>
  readonly iteration: ComputedRef<number>
  readonly planned: ComputedRef<number>
  readonly share: ComputedRef<number>
  readonly speed: ComputedRef<number | null>
  readonly timeLeft: ComputedRef<string | null>
} {
  const jobs = useJobsStore()
  const stream = useStreamStore()
  const job = computed(() => jobs.current)
  const streamed = computed(() => job.value !== null && stream.id === job.value.id)
  const iteration = computed(() => Math.max(job.value?.iteration ?? 0, streamed.value ? stream.iteration : 0))
  const planned = computed(() => job.value?.experiment.plan.iterations ?? 0)
  const share = computed(() => (planned.value === 0 ? 0 : Math.min(1, iteration.value / planned.value)))
  const speed = computed(
    () => (streamed.value ? stream.stepsPerSecond : null) ?? job.value?.stepsPerSecond ?? null,
  )
  const timeLeft = computed(() => {
    if (speed.value === null || speed.value <= 0 || job.value?.state !== 'running') return null
    return formatDuration(Math.ceil((planned.value - iteration.value) / speed.value))
  })
  return { job, iteration, planned, share, speed, timeLeft }
}
