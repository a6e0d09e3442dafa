import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { findPreset } from '#shared/experiment/presets'
import type { RunSummary } from '#shared/records/run-summary'
import { useJobsStore } from './jobs-store'
import { useRunsStore } from './runs-store'
import { useStreamStore } from './stream-store'

const STORAGE_KEY = 'our-neural-network/first-start-over'

/** none: not a first start, or it is over; unknown: the library has not answered yet. */
export type FirstStartPhase = 'unknown' | 'none' | 'offered' | 'training' | 'ended'

/** Whether somebody is here for the first time, and how far their first network is. */
export const useFirstStartStore = defineStore('first-start', () => {
  const jobs = useJobsStore()
  const runs = useRunsStore()
  const stream = useStreamStore()
  const isOver = useLocalStorage(STORAGE_KEY, false)
  const runId = shallowRef<string | null>(null)
  /** Main may tell of the job before it answers with its id. */
  const isStarting = shallowRef(false)

  const run = computed<RunSummary | null>(() =>
    runId.value === null ? null : (runs.byId.get(runId.value) ?? null),
  )
  const isTraining = computed(() => jobs.jobs.some(({ id }) => id === runId.value))
  const isDiscarded = computed(() => stream.discarded && stream.id === runId.value)
  const isUntouched = computed(() => runs.all.length === 0 && jobs.jobs.length === 0)

  const phase = computed<FirstStartPhase>(() => {
    if (isOver.value) return 'none'
    if (!runs.answered) return 'unknown'
    if (isStarting.value) return 'training'
    if (runId.value === null || isDiscarded.value) return isUntouched.value ? 'offered' : 'none'
    return !isTraining.value && (run.value?.record.stopReason ?? null) !== null ? 'ended' : 'training'
  })

  // Whoever has runs needs no first start, today and later; the page then need not wait for the library any more.
  watch(
    () => runs.answered && runs.all.length > 0 && runId.value === null,
    (isKnown) => {
      if (isKnown) isOver.value = true
    },
    { immediate: true },
  )

  async function train(): Promise<void> {
    const preset = findPreset('quick-look')
    if (preset === undefined || isStarting.value) return
    isStarting.value = true
    try {
      runId.value = await jobs.train(preset.experiment, null)
    } finally {
      isStarting.value = false
    }
  }
  function dismiss(): void {
    isOver.value = true
  }

  return { phase, runId, run, train, dismiss }
})
