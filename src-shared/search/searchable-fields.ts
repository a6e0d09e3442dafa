import type { Field, Fields } from '../experiment/field'
import { namesOf } from '../experiment/field'
import { DESIGN_FIELDS, PLAN_FIELDS } from '../experiment/fields'

function searchable(path: string, field: Field): readonly (readonly [string, Field])[] {
  if (field.type === 'data') return []
  if (field.type === 'group') return searchableFields(path, field.fields)
  if (field.type !== 'rule') return [[path, field]]
  const constants = Object.values(field.rows).flatMap((row) => searchableFields(path, row.constants))
  return [[`${path}.kind`, { type: 'choice', choices: namesOf(field.rows) }], ...constants]
}

function searchableFields(path: string, fields: Fields): readonly (readonly [string, Field])[] {
  return Object.entries(fields).flatMap(([name, field]) => searchable(`${path}.${name}`, field))
}

/**
 * Every field that a search may try values of, by its path; of a rule its kind and the constants of all kinds.
 *
 * What follows from the data is none. Nor is the seed: a search says which seeds each trial has.
 */
export const SEARCHABLE_FIELDS: ReadonlyMap<string, Field> = new Map(
  [...searchableFields('design', DESIGN_FIELDS), ...searchableFields('plan', PLAN_FIELDS)].filter(
    ([path]) => path !== 'plan.seed',
  ),
)
