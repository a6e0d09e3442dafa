import type { Field, GroupField, RuleRow, RuleRows } from './field'

/** A rule as an object with its kind and its constants at their defaults. */
export function ruleWithDefaults(kind: string, { constants }: RuleRow): Readonly<Record<string, unknown>> {
  const entries = Object.entries(constants).map(([name, field]) => [name, field.default ?? field.neutral])
  return { kind, ...Object.fromEntries(entries) }
}

function neutralGroup({ fields }: GroupField): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.neutral]))
}

function missingRule(rows: RuleRows, kind: string): unknown {
  const row = rows[kind]
  if (row === undefined) throw new Error(`A missing rule cannot be ${kind}: there is no such row.`)
  return ruleWithDefaults(kind, row)
}

/** The value with which a field does nothing; undefined where it always does something. */
export function neutralValue(field: Field): unknown {
  if (field.type === 'group') return neutralGroup(field)
  if (field.type === 'rule')
    return field.missing === undefined ? undefined : missingRule(field.rows, field.missing)
  return field.neutral
}

/** What a missing field means; undefined where it must not be missing. */
export function missingValue(field: Field): unknown {
  if (field.required === true) return undefined
  return field.default ?? neutralValue(field)
}
