import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { formatShort } from '../../components/format'
import { useDraftStore } from '../../stores/draft-store'
import { inUse, type SummaryItem } from './fold-summary'

/** What a folded section says of its fields, and whether one of them is wrong. */
export function useFold(paths: readonly string[]): {
  readonly summary: ComputedRef<readonly string[]>
  readonly faulty: ComputedRef<boolean>
} {
  const { t } = useI18n()
  const draft = useDraftStore()

  function text({ path, value }: SummaryItem): string {
    const name = t(`field.${path}`)
    if (typeof value === 'boolean') return name
    if (typeof value === 'string') return t(`choice.${path}.${value}`)
    return `${name} ${formatShort(value)}`
  }

  return {
    summary: computed(() => inUse(draft.experiment, paths).map(text)),
    faulty: computed(() => draft.problems.some((problem) => paths.includes(problem.path))),
  }
}
