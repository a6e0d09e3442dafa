import type { Range } from '#shared/search/search-space'

/** Some numbers between two ends, for a range that becomes a list of choices. */
function someOf(low: number, high: number): readonly number[] {
  return low === high ? [low] : [low, high]
}

/** The same range told in another way, as far as it can be. */
export function withKind(range: Range, kind: Range['kind']): Range {
  const ends = 'low' in range ? { low: range.low, high: range.high } : null
  switch (kind) {
    case 'linear':
    case 'logarithmic':
    case 'whole':
    case 'whole-logarithmic':
      return { kind, ...(ends ?? endsOfChoices(range)) }
    case 'choices':
      if (range.kind === 'widths') return { kind, values: range.from.map((width) => [width]) }
      return ends === null ? range : { kind, values: someOf(ends.low, ends.high) }
    case 'widths':
      if (range.kind === 'widths') return range
      return { kind, layers: { low: 1, high: 3 }, from: [512, 256, 128, 64, 32] }
  }
}

function endsOfChoices(range: Range): { readonly low: number; readonly high: number } {
  const numbers = range.kind === 'choices' ? range.values.filter((value) => typeof value === 'number') : []
  return numbers.length === 0
    ? { low: 1, high: 10 }
    : { low: Math.min(...numbers), high: Math.max(...numbers) }
}
