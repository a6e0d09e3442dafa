import type { Experiment } from '../experiment/experiment'
import type { Fields, RuleRow } from '../experiment/field'
import { ruleWithDefaults } from '../experiment/field-defaults'
import { DESIGN_FIELDS, PLAN_FIELDS } from '../experiment/fields'
import type { JsonValue } from '../records/canonical-json'
import type { Settings } from './search-space'

interface Members {
  readonly [name: string]: Members | JsonValue
}

function isMembers(value: Members | JsonValue | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The same object with one member changed, however deep. What is not there is not made: it belongs to another rule. */
function withMember(value: Members, path: readonly string[], member: JsonValue): Members {
  const [name = '', ...rest] = path
  const inside = value[name]
  if (rest.length === 0) return name in value ? { ...value, [name]: member } : value
  return isMembers(inside) ? { ...value, [name]: withMember(inside, rest, member) } : value
}

const FIELDS: Readonly<Record<string, Fields>> = { design: DESIGN_FIELDS, plan: PLAN_FIELDS }

function ruleRow([part = '', name = '']: readonly string[], kind: JsonValue): RuleRow | undefined {
  const field = FIELDS[part]?.[name]
  return field?.type === 'rule' ? field.rows[String(kind)] : undefined
}

/** Another kind of rule comes with its own constants at their defaults; the kind that is there keeps those it has. */
function withKind(value: Members, path: readonly string[], kind: JsonValue): Members {
  const row = ruleRow(path, kind)
  if (row === undefined || typeof kind !== 'string') return withMember(value, path, kind)
  const rule = path.slice(0, -1)
  const there = rule.reduce<Members | JsonValue | undefined>(
    (inside, name) => (isMembers(inside) ? inside[name] : undefined),
    value,
  )
  if (isMembers(there) && there['kind'] === kind) return value
  return withMember(value, rule, ruleWithDefaults(kind, row) as JsonValue)
}

/**
 * An experiment with the settings of a trial in place of its own. Whether it can be trained is for the schema to say.
 *
 * Kinds of rules come first, then their constants; a constant that the chosen rule has not got is passed over.
 */
export function withSettings(base: Experiment, settings: Settings): unknown {
  const entries = Object.entries(settings).map(([path, value]) => [path.split('.'), value] as const)
  const kinds = entries.filter(([path]) => path.at(-1) === 'kind')
  const others = entries.filter(([path]) => path.at(-1) !== 'kind')
  const start = base as unknown as Members
  const withKinds = kinds.reduce((experiment, [path, value]) => withKind(experiment, path, value), start)
  return others.reduce((experiment, [path, value]) => withMember(experiment, path, value), withKinds)
}

/** An experiment with another seed. */
export function withSeed(experiment: Experiment, seed: number): Experiment {
  return { ...experiment, plan: { ...experiment.plan, seed } }
}
