import { useI18n } from 'vue-i18n'
import type { Advice } from '#shared/experiment/advice'
import { formatShort } from '../../lib/format'

/** Puts advice into sentences of the chosen language. */
export function useAdviceText(): {
  readonly titleOf: (advice: Advice) => string
  readonly reasonOf: (advice: Advice) => string
} {
  const { t } = useI18n()

  /** Names of rules come as the words of the form. */
  const nameOf = (key: string, value: string): string =>
    key === 'optimizer' ? t(`choice.plan.optimizer.kind.${value}`) : value

  function shown({ values }: Advice): Record<string, string> {
    const entries = Object.entries(values)
    return Object.fromEntries(
      entries.map(([key, value]) => [
        key,
        typeof value === 'number' ? formatShort(value) : nameOf(key, value),
      ]),
    )
  }

  return {
    titleOf: (advice) => t(`advice.${advice.code}.title`, shown(advice)),
    reasonOf: (advice) => t(`advice.${advice.code}.reason`, shown(advice)),
  }
}
