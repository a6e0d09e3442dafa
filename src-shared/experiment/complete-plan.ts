import type { TrainingPlan } from './experiment'
import { neutralValue } from './field-defaults'
import { PLAN_FIELDS } from './fields'

type Rows = typeof PLAN_FIELDS
/** Fields with which a plan can do nothing: with a neutral value, a group of such, or a rule that may be missing. */
type NeutralName = {
  [K in keyof Rows]: Rows[K] extends { neutral: unknown } | { type: 'group' } | { missing: string }
    ? K
    : never
}[keyof Rows]

/** What must be said of a plan; the other fields do nothing unless they are said, too. */
type MainPlan = Omit<TrainingPlan, NeutralName> & Partial<Pick<TrainingPlan, NeutralName>>

/** A whole plan, its fields in the order of files. */
export function completePlan(said: MainPlan): TrainingPlan {
  const values: Readonly<Record<string, unknown>> = said
  const entries = Object.entries(PLAN_FIELDS).map(([name, field]) => [
    name,
    values[name] ?? neutralValue(field),
  ])
  return Object.fromEntries(entries) as unknown as TrainingPlan
}
