import * as v from 'valibot'
import { type Experiment, EXPERIMENT_FORMAT } from './experiment'
import type { DataField, Field, Fields, ListField, NumberField, RuleRows } from './field'
import { missingValue } from './field-defaults'
import { DESIGN_FIELDS, PLAN_FIELDS } from './fields'

// The schema of each field on its own, made of its row. What more than one field decides stands in experiment-schema.ts.

type Schema = v.GenericSchema

function numberSchema({ whole, from, to, open }: NumberField): Schema {
  const low = open === 'from' ? v.gtValue<number, number>(from) : v.minValue<number, number>(from)
  const high = open === 'to' ? v.ltValue<number, number>(to) : v.maxValue<number, number>(to)
  return whole
    ? v.pipe(v.number(), v.finite(), v.integer(), low, high)
    : v.pipe(v.number(), v.finite(), low, high)
}

function dataSchema({ from, to, square }: DataField): Schema {
  const bounded = v.pipe(v.number(), v.finite(), v.integer(), v.minValue(from), v.maxValue(to))
  if (!square) return bounded
  const isSquare = (value: number): boolean => Number.isInteger(Math.sqrt(value))
  return v.pipe(bounded, v.check(isSquare, 'as many pixels as a square image has'))
}

// A list that is far too long is not gone over item by item: each would be a fault of its own.
function listSchema({ item, most }: ListField): Schema {
  const items = v.array(numberSchema(item))
  const tooMany = v.pipe(v.array(v.any()), v.maxLength(most))
  return v.lazy((input) => (Array.isArray(input) && input.length > most ? tooMany : items))
}

function ruleSchema(rows: RuleRows): Schema {
  const options = Object.entries(rows).map(([kind, { constants }]) =>
    v.object({ kind: v.literal(kind), ...membersOf(constants) }),
  )
  return v.variant('kind', options)
}

function valueSchema(field: Field): Schema {
  switch (field.type) {
    case 'number':
      return numberSchema(field)
    case 'switch':
      return v.boolean()
    case 'choice':
      return v.picklist(field.choices)
    case 'choice or number':
      return v.lazy((input) =>
        typeof input === 'number' ? numberSchema(field.number) : v.picklist(field.choices),
      )
    case 'data':
      return dataSchema(field)
    case 'list':
      return listSchema(field)
    case 'group':
      return v.object(membersOf(field.fields))
    case 'rule':
      return ruleSchema(field.rows)
  }
}

function fieldSchema(field: Field): Schema {
  const missing = missingValue(field)
  const schema = valueSchema(field)
  return missing === undefined ? schema : v.optional(schema, missing)
}

function membersOf(fields: Fields): Record<string, Schema> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]))
}

/**
 * Every field of an experiment on its own. Fields that it does not know are dropped: experiment-schema.ts looks for them.
 *
 * The type is said here, because a schema that is made of rows has lost it; that of the tables is the same.
 */
export const fieldSchemas = v.object({
  format: v.literal(EXPERIMENT_FORMAT),
  version: v.literal(1),
  design: v.object(membersOf(DESIGN_FIELDS)),
  plan: v.object(membersOf(PLAN_FIELDS)),
}) as unknown as v.GenericSchema<unknown, Experiment>
