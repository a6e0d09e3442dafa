import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RunRecord } from '#shared/records/run-record'

/** Names of a run's classes: those of its own data, or Fashion-MNIST's in the language of the window. */
export function useClassNames(
  record: () => Pick<RunRecord, 'dataset' | 'experiment'>,
): ComputedRef<readonly string[]> {
  const { t, te } = useI18n()
  return computed(() => {
    const { dataset, experiment } = record()
    if (dataset !== undefined) return dataset.classNames
    return Array.from({ length: experiment.design.output }, (_, label) => {
      const key = `class.${String(label)}`
      return te(key) ? t(key) : String(label)
    })
  })
}
