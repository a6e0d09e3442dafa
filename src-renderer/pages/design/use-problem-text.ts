import { useI18n } from 'vue-i18n'
import type { ExperimentProblem } from '#shared/experiment/experiment-problem'
import { formatShort } from '../../lib/format'

/** Numbers come as numbers or as the text of one; other texts stay as they are. */
function shown(value: string | number): string {
  const number = typeof value === 'number' ? value : Number(value)
  return value === '' || Number.isNaN(number) ? String(value) : formatShort(number)
}

/** Puts the problem of a field into a sentence of the chosen language. */
export function useProblemText(): (problem: ExperimentProblem) => string {
  const { t } = useI18n()
  return ({ code, values }) => {
    const entries = Object.entries(values).map(([key, value]) => [key, shown(value)] as const)
    return t(`problem.${code}`, Object.fromEntries(entries))
  }
}
