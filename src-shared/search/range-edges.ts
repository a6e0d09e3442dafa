import type { NumberField } from '../experiment/field'
import { coordinatesOfRange } from './coordinates'
import type { Range, SearchSpace } from './search-space'
import { SEARCHABLE_FIELDS } from './searchable-fields'
import { ranked, type TrialResult } from './trial-result'

/** The outermost part of a range, and how many of the best trials must lie there. */
const EDGE = 0.1
const BEST = 5
const MOST_OF_THEM = 3
/** Below so many trials the best lie anywhere. */
const FEWEST = 10

type NumberRange = Extract<Range, { readonly low: number }>

/** A range at whose end the best trials lie, and a wider one to go on with. */
export interface RangeEdge {
  readonly path: string
  readonly end: 'low' | 'high'
  readonly wider: NumberRange
}

const isNumberRange = (range: Range): range is NumberRange =>
  range.kind !== 'choices' && range.kind !== 'widths'

function within(field: NumberField, value: number): number {
  return Math.min(field.to, Math.max(field.from, value))
}

/** Ten times as far on a line of ratios, half as far again on one of differences; as far as the field goes. */
function widened(range: NumberRange, end: RangeEdge['end'], field: NumberField): NumberRange {
  const isLogarithmic = range.kind === 'logarithmic' || range.kind === 'whole-logarithmic'
  const step = (range.high - range.low) / 2
  const reach =
    end === 'low'
      ? isLogarithmic
        ? range.low / 10
        : range.low - step
      : isLogarithmic
        ? range.high * 10
        : range.high + step
  const moved = within(field, field.whole ? Math.round(reach) : reach)
  const bounded = range.kind === 'whole-logarithmic' ? Math.max(1, moved) : moved
  return { ...range, [end]: bounded }
}

function edgeOf(places: readonly number[]): RangeEdge['end'] | null {
  const [best = 0.5] = places
  const atLow = (place: number): boolean => place < EDGE
  const atHigh = (place: number): boolean => place > 1 - EDGE
  if (atLow(best) && places.filter(atLow).length >= MOST_OF_THEM) return 'low'
  if (atHigh(best) && places.filter(atHigh).length >= MOST_OF_THEM) return 'high'
  return null
}

/** An open end of a field cannot be an end of a range. */
function isPossible({ low, high }: NumberRange, { from, to, open }: NumberField): boolean {
  return !(open === 'from' && low === from) && !(open === 'to' && high === to)
}

/** Ranges at whose ends the best trials gather: the best settings may lie beyond. */
export function rangeEdges(space: SearchSpace, results: readonly TrialResult[]): readonly RangeEdge[] {
  const sorted = ranked(results)
  if (sorted.length < FEWEST) return []
  let at = 0
  return Object.entries(space).flatMap(([path, range]) => {
    const coordinate = at
    at += coordinatesOfRange(range).length
    const field = SEARCHABLE_FIELDS.get(path)
    if (!isNumberRange(range) || field?.type !== 'number') return []
    const end = edgeOf(sorted.slice(0, BEST).map(({ point }) => point[coordinate] ?? 0.5))
    if (end === null) return []
    const wider = widened(range, end, field)
    return wider[end] === range[end] || !isPossible(wider, field) ? [] : [{ path, end, wider }]
  })
}
