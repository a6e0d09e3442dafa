import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { DATA_SHAPE } from '#shared/experiment/data-shape'
import { useImageStore } from '../../stores/image-store'

/** Names of the classes that the chosen run tells apart. */
export function useClassNames(): ComputedRef<readonly string[]> {
  const { t } = useI18n()
  const store = useImageStore()
  return computed(
    () =>
      store.dataset?.classNames ??
      Array.from({ length: DATA_SHAPE.classes }, (_, label) => t(`class.${String(label)}`)),
  )
}
