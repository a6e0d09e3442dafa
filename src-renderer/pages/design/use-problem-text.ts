import { useI18n } from 'vue-i18n'
import type { ExperimentProblem } from '#shared/design/experiment-problem'
import { formatShort } from '../../components/format'

/** Puts the problem of a field into a sentence of the chosen language. */
export function useProblemText(): (problem: ExperimentProblem) => string {
  const { t } = useI18n()
  return ({ code, values }) => {
    const shown = Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' ? formatShort(value) : value,
    ])
    return t(`problem.${code}`, Object.fromEntries(shown) as Record<string, string>)
  }
}
