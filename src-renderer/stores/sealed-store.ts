import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../bridge/lab'
import { useSettingsStore } from './settings-store'

/** Columns that say something about the test images. */
export const TEST_COLUMN_IDS: ReadonlySet<string> = new Set(['test_acc', 'test_loss'])

/** The sealed test set: while the setting is on, each run's test accuracy is covered until it is asked for, and looks are counted. */
export const useSealedStore = defineStore('sealed', () => {
  const settings = useSettingsStore()
  /** How often each run that was uncovered has been looked at. */
  const looks = shallowRef<ReadonlyMap<string, number>>(new Map())

  // A table that was imported was never sealed: its only accuracy is the one over the test images.
  const isCovered = (run: RunSummary): boolean =>
    settings.settings.sealTestSet && run.origin !== 'imported' && !looks.value.has(run.record.id)

  async function uncover({ record }: RunSummary): Promise<void> {
    const counted = await lab.request('runs:count-look', record.id)
    looks.value = new Map(looks.value).set(record.id, counted)
  }

  const looksAt = (run: RunSummary): number => looks.value.get(run.record.id) ?? 0

  return { looks, isCovered, uncover, looksAt }
})
