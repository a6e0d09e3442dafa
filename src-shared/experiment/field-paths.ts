import type { Experiment } from './experiment'
import type { Field, Fields, Section } from './field'
import { namesOf } from './field'
import { DESIGN_FIELDS, PLAN_FIELDS } from './fields'

/** A field of an experiment with its path, such as `plan.schedule.up`. */
export interface PlacedField {
  readonly path: string
  readonly field: Field
}

type Values = Readonly<Record<string, unknown>>

function placeField(path: string, field: Field, value: unknown): readonly PlacedField[] {
  const inside = (typeof value === 'object' && value !== null ? value : {}) as Values
  if (field.type === 'group') return placeFields(path, field.fields, inside)
  if (field.type !== 'rule') return [{ path, field }]
  const choices = namesOf(field.rows)
  const { section } = field
  const kind: PlacedField = { path: `${path}.kind`, field: { type: 'choice', choices, section } }
  const row = field.rows[String(inside['kind'])]
  return row === undefined ? [kind] : [kind, ...placeFields(path, row.constants, inside)]
}

function placeFields(path: string, fields: Fields, values: Values): readonly PlacedField[] {
  return Object.entries(fields).flatMap(([name, field]) => placeField(`${path}.${name}`, field, values[name]))
}

/** Every field that an experiment has, in the order of files; of a rule its kind, and the constants of this kind. */
export function placedFields({ design, plan }: Pick<Experiment, 'design' | 'plan'>): readonly PlacedField[] {
  return [...placeFields('design', DESIGN_FIELDS, design), ...placeFields('plan', PLAN_FIELDS, plan)]
}

/** The fields that one section of the form shows. */
export function fieldsOfSection(experiment: Experiment, section: Section): readonly PlacedField[] {
  return placedFields(experiment).filter(({ field }) => field.section === section)
}
