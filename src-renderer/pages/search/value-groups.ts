import type { JsonValue } from '#shared/records/canonical-json'
import type { TrialResult } from '#shared/search/trial-result'

/** The trials that had one value of a setting. */
export interface ValueGroup {
  readonly value: JsonValue
  readonly count: number
  readonly mean: number
  readonly best: number
}

/** Of a list of layers their number counts: hardly two trials have the same list. */
function groupedBy(value: JsonValue): JsonValue {
  return Array.isArray(value) ? value.length : value
}

/** Trials by the value of a setting, the best mean first. */
export function valueGroups(trials: readonly TrialResult[], path: string): readonly ValueGroup[] {
  const groups = new Map<string, { readonly value: JsonValue; readonly scores: readonly number[] }>()
  for (const { settings, value: score } of trials) {
    const found = settings[path]
    if (found === undefined || score === null) continue
    const value = groupedBy(found)
    const key = JSON.stringify(value)
    groups.set(key, { value, scores: [...(groups.get(key)?.scores ?? []), score] })
  }
  return [...groups.values()]
    .map(({ value, scores }) => ({
      value,
      count: scores.length,
      mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
      best: Math.max(...scores),
    }))
    .sort((a, b) => b.mean - a.mean)
}
