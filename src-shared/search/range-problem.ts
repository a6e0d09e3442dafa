import type { Experiment } from '../experiment/experiment'
import { parseExperiment } from '../experiment/experiment-schema'
import type { Field, NumberField } from '../experiment/field'
import type { JsonValue } from '../records/canonical-json'
import type { Range, SearchSpace } from './search-space'
import { SEARCHABLE_FIELDS } from './searchable-fields'
import { withSettings } from './trial-experiment'

type Ends = { readonly low: number; readonly high: number }

function endsProblem({ kind, low, high }: Ends & { readonly kind: string }): string | null {
  if (low > high) return `is empty: its low end ${low} is above its high end ${high}.`
  if (low === high) return `has one value only, ${low}: write it into the base instead.`
  if (kind === 'logarithmic' && low <= 0)
    return `is logarithmic and begins at ${low}, but must begin above 0.`
  if (kind === 'whole-logarithmic' && low < 1)
    return `is logarithmic and begins at ${low}, but must begin at 1 or above.`
  return null
}

function numberProblem(field: NumberField, range: Range): string | null {
  if (range.kind === 'choices') return null
  if (range.kind === 'widths') return 'is a list of layers, but this setting is a number.'
  const isWhole = range.kind === 'whole' || range.kind === 'whole-logarithmic'
  if (field.whole && !isWhole)
    return 'must be a range of whole numbers (whole, whole-logarithmic) or choices.'
  const { from, to, open } = field
  const { low, high } = range
  if (open === 'from' && low <= from) return `begins at ${low}, but must begin above ${from}.`
  if (low < from) return `begins at ${low}, but must begin at ${from} or above.`
  if (open === 'to' && high >= to) return `ends at ${high}, but must end below ${to}.`
  if (high > to) return `ends at ${high}, but must end at ${to} or below.`
  return endsProblem(range)
}

function widthsProblem(range: Range): string | null {
  if (range.kind === 'choices') return null
  if (range.kind !== 'widths') return 'must be a list of layers (widths) or choices.'
  const { low, high } = range.layers
  if (low < 0) return `has ${low} layers at least, but must have 0 or more.`
  if (low > high) return `is empty: its least number of layers ${low} is above its greatest ${high}.`
  return new Set(range.from).size < range.from.length ? 'names a width twice.' : null
}

function kindProblem(field: Field, range: Range): string | null {
  if (field.type === 'number') return numberProblem(field, range)
  if (field.type === 'list') return widthsProblem(range)
  return range.kind === 'choices' ? null : 'must be a list of choices.'
}

/** Values that stand for all of a range: what the schema says of these it says of the others. */
function standingFor(range: Range): readonly JsonValue[] {
  switch (range.kind) {
    case 'choices':
      return range.values
    case 'widths':
      return range.from.map((width) => [width])
    default:
      return [range.low, range.high]
  }
}

function repeats(values: readonly JsonValue[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size < values.length
}

/** The base, and the base with each kind of rule that the space tries: a constant belongs to some of them. */
function basesWith(base: Experiment, space: SearchSpace, path: string): readonly unknown[] {
  const kind = `${path.slice(0, path.lastIndexOf('.'))}.kind`
  const range = kind === path ? undefined : space[kind]
  if (range?.kind !== 'choices') return [base]
  return range.values.map((value) => withSettings(base, { [kind]: value }))
}

function hasPath(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path
  if (name === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, name) && hasPath((value as Readonly<Record<string, unknown>>)[name], rest)
}

function valueProblem(base: Experiment, path: string, range: Range): string | null {
  for (const value of standingFor(range)) {
    const parsed = parseExperiment(withSettings(base, { [path]: value }))
    const problem = parsed.ok ? undefined : parsed.problems.find((found) => found.path.startsWith(path))
    // How many parameters a wide layer brings depends on the other layers: a trial tells that.
    if (problem !== undefined && problem.code !== 'too-many-parameters')
      return `is not possible: ${problem.message}`
  }
  return null
}

/** What is wrong with the range of a setting, as the end of a sentence that begins with its path; null where nothing is. */
export function rangeProblem(
  base: Experiment,
  space: SearchSpace,
  path: string,
  range: Range,
): string | null {
  const field = SEARCHABLE_FIELDS.get(path)
  if (field === undefined) return 'is no setting that a search can try.'
  const problem = kindProblem(field, range)
  if (problem !== null) return problem
  if (range.kind === 'choices' && repeats(range.values)) return 'names a value twice.'
  const bases = basesWith(base, space, path)
  const having = bases.filter((candidate) => hasPath(candidate, path.split('.')))
  const [first] = having
  if (first === undefined) return 'is a constant of a rule that no trial has.'
  return valueProblem(first as Experiment, path, range)
}
