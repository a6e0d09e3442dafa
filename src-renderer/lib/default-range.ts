import type { Field, NumberField } from '#shared/experiment/field'
import type { Range } from '#shared/search/search-space'

/** Widths that a list of layers is made of, where nobody chose others. */
const WIDTHS = [512, 256, 128, 64, 32] as const
/** A field that goes from 0 and has no value to start from begins here. */
const SMALL = { low: 1e-6, high: 1e-2 } as const
const TENFOLD = 10

function isRatio({ distance }: NumberField): boolean {
  return distance?.by === 'ratio'
}

/** Rounded to two digits, so that nobody must read 0.30000000000000004. */
const short = (value: number): number => Number(value.toPrecision(2))

function ratioRange(field: NumberField, value: number): Range {
  const least = field.whole ? Math.max(1, field.from) : field.from
  if (value <= 0) return { kind: 'logarithmic', ...SMALL }
  const low = Math.max(least, field.whole ? Math.round(value / TENFOLD) : short(value / TENFOLD))
  const high = Math.min(field.to, short(value * TENFOLD))
  return { kind: field.whole ? 'whole-logarithmic' : 'logarithmic', low, high }
}

function numberRange(field: NumberField, value: number): Range {
  if (isRatio(field)) return ratioRange(field, value)
  if (field.whole) return { kind: 'whole', low: field.from, high: Math.min(field.to, field.from + 8) }
  const most = Math.min(field.to, 1)
  const low = field.open === 'from' ? short(most / TENFOLD) : field.from
  return { kind: 'linear', low, high: field.open === 'to' || most === 1 ? 0.5 : most }
}

/** A range to begin with for a field, around the value that it has in the base. */
export function defaultRange(field: Field, value: unknown): Range {
  switch (field.type) {
    case 'number':
      return numberRange(field, typeof value === 'number' ? value : 0)
    case 'list':
      return { kind: 'widths', layers: { low: 1, high: 3 }, from: WIDTHS }
    case 'switch':
      return { kind: 'choices', values: [false, true] }
    case 'choice':
    case 'choice or number':
      return { kind: 'choices', values: field.choices }
    case 'data':
    case 'group':
    case 'rule':
      throw new Error('A field that holds others has no range of its own.')
  }
}

/** The kinds of range that a field can have. */
export function rangeKinds(field: Field): readonly Range['kind'][] {
  if (field.type === 'list') return ['widths', 'choices']
  if (field.type !== 'number') return ['choices']
  return field.whole ? ['whole', 'whole-logarithmic', 'choices'] : ['linear', 'logarithmic', 'choices']
}
