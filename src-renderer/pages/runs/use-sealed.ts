import { computed, shallowRef, type ComputedRef } from 'vue'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../../lab'
import { useNotices } from '../../shell/use-notices'
import { useSettingsStore } from '../../stores/settings-store'

/** Columns that say something about the test images. */
export const TEST_COLUMN_IDS: ReadonlySet<string> = new Set(['test_acc', 'test_loss'])

export interface Sealed {
  readonly sealed: ComputedRef<boolean>
  isCovered: (run: RunSummary) => boolean
  uncover: (run: RunSummary) => Promise<void>
  looksAt: (run: RunSummary) => number
}

const uncovered = shallowRef<ReadonlyMap<string, number>>(new Map())

/** The sealed test set: while the setting is on, each run's test accuracy is covered until it is asked for, and looks are counted. */
export function useSealed(): Sealed {
  const store = useSettingsStore()
  const { showError } = useNotices()
  const sealed = computed(() => store.settings.sealTestSet)

  async function uncover(run: RunSummary): Promise<void> {
    const { id } = run.record
    try {
      const looks = await lab.request('runs:count-look', id)
      uncovered.value = new Map(uncovered.value).set(id, looks)
    } catch (problem) {
      showError(problem)
    }
  }

  return {
    sealed,
    // A table that was imported was never sealed: its only accuracy is the one over the test images.
    isCovered: (run) => sealed.value && run.origin !== 'imported' && !uncovered.value.has(run.record.id),
    uncover,
    looksAt: (run) => uncovered.value.get(run.record.id) ?? 0,
  }
}
