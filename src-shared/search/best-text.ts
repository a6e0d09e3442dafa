import type { JsonValue } from '../records/canonical-json'
import { pythonFloatText } from '../records/number-text'
import { ranked, type TrialResult } from './trial-result'

/** What the reference project wrote above its list. */
export const BEST_TITLE = '===== Hyper-Parameter Optimization Result ====='

/** How many of the best the list has, as theirs. */
export const MOST_BEST = 10

/** `plan.weightDecay` as their list says it: weight decay. */
function settingName(path: string): string {
  const [, ...parts] = path.split('.')
  const named = parts.at(-1) === 'kind' ? parts.slice(0, -1) : parts
  return named.join(' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function valueText(value: JsonValue): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : pythonFloatText(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function settingsText({ settings, runs }: TrialResult): string {
  const texts = Object.entries(settings).map(([path, value]) => `${settingName(path)}: ${valueText(value)}`)
  if (texts.length > 0) return texts.join(', ')
  return `seeds: ${runs.map(({ seed }) => seed).join(', ')}`
}

/** The best trials, a line each, in exactly the form in which the reference project printed them. */
export function bestLines(results: readonly TrialResult[]): readonly string[] {
  return ranked(results)
    .slice(0, MOST_BEST)
    .map((result, rank) => {
      const accuracy = pythonFloatText(result.validationAccuracy ?? 0)
      return `Best-${rank + 1}(val acc:${accuracy}) | ${settingsText(result)}`
    })
}
