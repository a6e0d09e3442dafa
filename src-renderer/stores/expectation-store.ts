import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Experiment } from '#shared/experiment/experiment'
import type { Preset } from '#shared/experiment/presets'
import { type PresetAccuracy, presetAccuracy } from '#shared/history/preset-accuracy'
import { runsBySettings } from '#shared/history/runs-by-settings'
import { runsOnData } from '#shared/history/runs-on-data'
import { type TimeToExpect, timeToExpect } from '#shared/history/time-to-expect'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { useRunsStore } from './runs-store'
import { useSettingsStore } from './settings-store'

/** Similar runs are looked for among so many: neither a menu nor a form may wait for a search over 10,000. */
const NEWEST = 300

/** What is expected of a training before it starts: form and preset menu ask here, so that both say the same. */
export const useExpectationStore = defineStore('expectation', () => {
  const runs = useRunsStore()
  const settings = useSettingsStore()
  const bySettings = computed(() => runsBySettings(runs.all))
  /** Presets are expected to get what they got on the data that they were made for. */
  const onFashionMnist = computed(() => runsBySettings(runsOnData(runs.all, FASHION_MNIST)))
  const newest = computed(() => runs.newestFirst.slice(0, NEWEST))

  const timeOf = (experiment: Experiment): TimeToExpect =>
    timeToExpect(experiment, {
      bySettings: bySettings.value,
      newest: newest.value,
      calibration: settings.info?.calibration ?? null,
    })
  const accuracyOf = (preset: Preset): PresetAccuracy | null => presetAccuracy(preset, onFashionMnist.value)

  return { timeOf, accuracyOf }
})
