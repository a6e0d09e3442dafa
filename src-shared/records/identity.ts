import type { Experiment, NetworkDesign, Schedule, TrainingPlan } from '../experiment/experiment'
import type { Field, Fields } from '../experiment/field'
import { DESIGN_FIELDS, PLAN_FIELDS } from '../experiment/fields'
import { OPTIMIZER_ROWS } from '../experiment/optimizers'
import { SCHEDULE_ROWS } from '../experiment/schedules'
import { canonicalJson, type JsonValue } from './canonical-json'

type Members = Readonly<Record<string, JsonValue | undefined>>
type Values = Readonly<Record<string, unknown>>

/** The value, or nothing where it is the neutral one of its row; of a group the same, member by member. */
function unlessNeutral(field: Field, value: unknown): JsonValue | undefined {
  if (field.type !== 'group') return value === field.neutral ? undefined : (value as JsonValue)
  const members = inUse(field.fields, value as Values)
  return Object.values(members).some((member) => member !== undefined) ? members : undefined
}

/** The values that are not neutral. What several fields decide together is put right by the caller. */
function inUse(fields: Fields, values: Values): Members {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, unlessNeutral(field, values[name])]),
  )
}

function designFields(design: NetworkDesign): Members {
  const { kind, ratio } = design.dropout
  const drops = kind !== 'none' && ratio > 0
  const fields = { ...inUse(DESIGN_FIELDS, design), dropout: drops ? { kind, ratio } : undefined }
  if (design.hidden.length > 0) return fields
  // Without hidden layers nothing is activated, normalized or dropped.
  return { ...fields, activation: undefined, batchNormalization: undefined, dropout: undefined }
}

function scheduleFields(schedule: Schedule): Members | undefined {
  const { kind } = schedule
  const constants = inUse(SCHEDULE_ROWS[kind].constants, schedule)
  // A rise of no length is no schedule.
  if (kind === 'constant' || (kind === 'warm-up' && schedule.warmUp === 0)) return undefined
  // Without a tail there is nothing whose end `final` could be.
  if (kind === 'one-cycle' && schedule.tail === 0) return { kind, ...constants, final: undefined }
  return { kind, ...constants }
}

function planFields(plan: TrainingPlan): Members {
  const { optimizer, schedule } = plan
  const fields = inUse(PLAN_FIELDS, plan)
  return {
    ...fields,
    // With what a newer version told of it.
    optimizer: { ...optimizer, ...inUse(OPTIMIZER_ROWS[optimizer.kind].constants, optimizer) },
    schedule: scheduleFields(schedule),
    // How often is looked changes the weights only where looking can end the training.
    evaluateEvery: plan.earlyStopping > 0 ? fields['evaluateEvery'] : undefined,
  }
}

/**
 * The text whose SHA-256 is a run's identity: everything that affects the weights, and nothing else.
 *
 * A field at its neutral value is left out, so that a field which is added later does not change old identities. Threads, names,
 * notes and moments are not in it. The hash is taken by the caller, because hashing belongs to the platform.
 */
export function experimentIdentityJson(experiment: Experiment, data: string, arithmetic: string): string {
  const { design, plan } = experiment
  return canonicalJson({ arithmetic, data, design: designFields(design), plan: planFields(plan) })
}
