import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'

/** Names of the classes in the language of the window. */
export function useClassNames(classes: () => number): ComputedRef<readonly string[]> {
  const { t } = useI18n()
  return computed(() => Array.from({ length: classes() }, (_, index) => t(`class.${String(index)}`)))
}
