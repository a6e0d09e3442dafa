import { coordinatesOfRange } from '#shared/search/coordinates'
import type { Range, SearchSpace } from '#shared/search/search-space'
import type { TrialResult } from '#shared/search/trial-result'
import type { PlacedAxis } from '../../charts/placed-axis'
import { settingLabel, settingWords } from '../../locales/setting-words'

/** The number of the first coordinate of a setting. */
export function coordinateOf(space: SearchSpace, path: string): number {
  let at = 0
  for (const [other, range] of Object.entries(space)) {
    if (other === path) return at
    at += coordinatesOfRange(range).length
  }
  return at
}

/** What the ends of a range are called; of lists of layers their number counts. */
export function endsOf(path: string, range: Range): { readonly low: string; readonly high: string } {
  if (range.kind === 'widths') return { low: String(range.layers.low), high: String(range.layers.high) }
  if (range.kind === 'choices')
    return {
      low: settingWords(path, range.values[0]),
      high: range.values.length < 2 ? '' : settingWords(path, range.values.at(-1)),
    }
  return { low: settingWords(path, range.low), high: settingWords(path, range.high) }
}

/** What the values of a range are called where they are few and none lies between two of them; null where there is a scale. */
export function namesOf(path: string, range: Range): readonly string[] | null {
  if (range.kind === 'choices') return range.values.map((value) => settingWords(path, value))
  if (range.kind !== 'widths') return null
  const { low, high } = range.layers
  return Array.from({ length: high - low + 1 }, (_, more) => String(low + more))
}

/** Where a trial lies on the axis of a range: values without order at equal distances. */
function placeOf(range: Range, share: number): number {
  const count =
    range.kind === 'choices'
      ? range.values.length
      : range.kind === 'widths'
        ? range.layers.high - range.layers.low + 1
        : null
  if (count === null) return share
  return count < 2 ? 0.5 : Math.min(count - 1, Math.floor(share * count)) / (count - 1)
}

const fileValue = (path: string, value: unknown): string | number =>
  typeof value === 'number' ? value : settingWords(path, value)

/** The axis of a setting, from end to end of its range, with the places of these trials. */
export function settingAxis(
  space: SearchSpace,
  path: string,
  trials: readonly TrialResult[],
): PlacedAxis & { readonly key: string; readonly label: string } {
  const range = space[path] ?? { kind: 'choices', values: [] }
  const coordinate = coordinateOf(space, path)
  return {
    key: path,
    label: settingLabel(path),
    ...endsOf(path, range),
    hasMissing: false,
    places: trials.map(({ point }) => placeOf(range, point[coordinate] ?? 0.5)),
    values: trials.map(({ settings }) => fileValue(path, settings[path])),
  }
}
