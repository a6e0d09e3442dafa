import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Dataset } from '#shared/ipc'

/** Names of the classes of data: their own, or Fashion-MNIST's in the language of the window. */
export function useDatasetClassNames(
  dataset: () => Pick<Dataset, 'classNames' | 'source'>,
): ComputedRef<readonly string[]> {
  const { t } = useI18n()
  return computed(() => {
    const { classNames, source } = dataset()
    return source === null ? classNames.map((_, label) => t(`class.${String(label)}`)) : classNames
  })
}
