import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Section } from '#shared/experiment/field'
import { fieldsOfSection, type PlacedField } from '#shared/experiment/field-paths'
import { formatShort } from '../../lib/format'
import { useAdviceStore } from '../../stores/advice-store'
import { useDraftStore } from '../../stores/draft-store'
import { inUse, type SummaryItem } from './fold-summary'

/** The fields of a folded section, what it says of them, and whether one of them is wrong. */
export function useFold(section: Section): {
  readonly fields: ComputedRef<readonly PlacedField[]>
  readonly summary: ComputedRef<readonly string[]>
  readonly faulty: ComputedRef<boolean>
  /** How much advice there is about its fields. */
  readonly advised: ComputedRef<number>
} {
  const { t } = useI18n()
  const draft = useDraftStore()
  const store = useAdviceStore()
  const fields = computed(() => fieldsOfSection(draft.experiment, section))

  function text({ path, value }: SummaryItem): string {
    const name = t(`field.${path}`)
    if (typeof value === 'boolean') return name
    if (typeof value === 'string') return t(`choice.${path}.${value}`)
    return `${name} ${formatShort(value)}`
  }

  return {
    fields,
    summary: computed(() => inUse(draft.experiment, section).map(text)),
    advised: computed(
      () => store.advice.filter((item) => fields.value.some(({ path }) => path === item.path)).length,
    ),
    faulty: computed(() =>
      draft.problems.some((problem) => fields.value.some(({ path }) => path === problem.path)),
    ),
  }
}
