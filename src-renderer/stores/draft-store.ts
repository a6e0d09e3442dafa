import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Experiment, NetworkDesign } from '#shared/experiment/experiment'
import type { ExperimentProblem } from '#shared/experiment/experiment-problem'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { findPreset, PRESETS } from '#shared/experiment/presets'
import { valueAt, withValueAt } from '../lib/object-path'

const STORAGE_KEY = 'our-neural-network/draft'

function firstPreset(): Experiment {
  const preset = findPreset('final-network') ?? PRESETS[0]
  if (preset === undefined)
    throw new Error('The list of presets is empty, but the form needs one to start from.')
  return preset.experiment
}

/** A stored draft may be half typed, but only one that reads as an experiment comes back. */
function stored(storage: Storage): Experiment | null {
  try {
    const parsed = parseExperiment(JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null'), { unknown: 'keep' })
    return parsed.ok ? parsed.experiment : null
  } catch {
    return null // Not JSON: someone else's text, and the form starts from its preset.
  }
}

/** The experiment that the form shows. It outlives page changes and restarts. */
export const useDraftStore = defineStore('draft', () => {
  const experiment = shallowRef<Experiment>(stored(localStorage) ?? firstPreset())
  /** The run that was cloned into the form. */
  const parent = ref<string | null>(null)

  const parsed = computed(() => parseExperiment(experiment.value, { unknown: 'keep' }))
  const problems = computed<readonly ExperimentProblem[]>(() =>
    parsed.value.ok ? [] : parsed.value.problems,
  )
  /** The experiment as it would be trained; null while a field is wrong. */
  const valid = computed<Experiment | null>(() => (parsed.value.ok ? parsed.value.experiment : null))

  watch(experiment, (now) => localStorage.setItem(STORAGE_KEY, JSON.stringify(now)))

  function load(next: Experiment, from: string | null = null): void {
    experiment.value = next
    parent.value = from
  }

  function changeDesign(part: Partial<NetworkDesign>): void {
    experiment.value = { ...experiment.value, design: { ...experiment.value.design, ...part } }
  }

  /** The value of a field by its path, such as `plan.schedule.up`. */
  const at = (path: string): unknown => valueAt(experiment.value, path)

  function set(path: string, value: unknown): void {
    experiment.value = withValueAt(experiment.value, path, value)
  }

  const problemAt = (path: string): ExperimentProblem | undefined =>
    problems.value.find((problem) => problem.path === path)

  return { experiment, parent, problems, valid, at, set, load, changeDesign, problemAt }
})
