import fc from 'fast-check'
import type { Field, Fields, NumberField } from '#shared/experiment/field'

function numbers({ whole, from, to, open }: NumberField): fc.Arbitrary<number> {
  if (whole) return fc.integer({ min: from, max: to })
  const ends = { minExcluded: open === 'from', maxExcluded: open === 'to' }
  return fc.double({ min: from, max: to, noNaN: true, ...ends })
}

function valuesOf(field: Field): fc.Arbitrary<unknown> | undefined {
  if (field.type === 'number') return numbers(field)
  if (field.type === 'switch') return fc.boolean()
  return field.type === 'choice' ? fc.constantFrom(...field.choices) : undefined
}

/** Any value that its row allows for every plain field: a field that is added comes into the tests with its row. */
export function plainValues(fields: Fields): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const arbitraries = Object.entries(fields).flatMap(([name, field]) => {
    const values = valuesOf(field)
    return values === undefined ? [] : [[name, values] as const]
  })
  return fc.record(Object.fromEntries(arbitraries))
}
