import type { Experiment } from '../experiment/experiment'
import type { Field, Fields, Measure } from '../experiment/field'
import { DESIGN_FIELDS, PLAN_FIELDS } from '../experiment/fields'
import { EXCHANGE_COLUMN_IDS } from '../records/table-columns'

interface Part {
  readonly weight: number
  /** 0: the same, 1: as different as can be. */
  readonly distance: (a: Experiment, b: Experiment) => number
  /** true for settings that a 14-column table does not hold. */
  readonly late: boolean
}

const differs = (a: unknown, b: unknown): number => (a === b ? 0 : 1)

/** Distance of two sizes in octaves, of which `octaves` are as far as can be. */
function octavesApart(a: number, b: number, octaves: number): number {
  if (a === b) return 0
  if (a <= 0 || b <= 0) return 1
  return Math.min(1, Math.abs(Math.log2(a / b)) / octaves)
}

function numbersApart(measure: Measure, a: number, b: number): number {
  if (measure.by === 'difference') return Math.min(1, Math.abs(a - b) * measure.factor)
  if (measure.by !== 'ratio') return differs(a, b)
  const { octaves, least = -Infinity } = measure
  return octavesApart(Math.max(a, least), Math.max(b, least), octaves)
}

function listsApart(measure: Measure, a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length)
  if (length === 0) return 0
  let sum = 0
  for (let index = 0; index < length; index += 1) {
    const [first, second] = [a[index], b[index]]
    sum += first === undefined || second === undefined ? 1 : numbersApart(measure, first, second)
  }
  return sum / length
}

interface Dropping {
  readonly kind: string
  readonly ratio: number
}

/** How far two values of a field lie apart by its measure. Of a rule its kind counts, of dropout its kind before its ratio. */
function valuesApart(field: Field, measure: Measure, a: unknown, b: unknown): number {
  if (measure.by === 'use') return differs(a === field.neutral, b === field.neutral)
  if (field.type === 'list') return listsApart(measure, a as readonly number[], b as readonly number[])
  if (field.type === 'rule') return differs((a as Dropping).kind, (b as Dropping).kind)
  if (field.type === 'group') {
    const [first, second] = [a as Dropping, b as Dropping]
    return first.kind === second.kind ? numbersApart(measure, first.ratio, second.ratio) : 1
  }
  return typeof a === 'number' && typeof b === 'number' ? numbersApart(measure, a, b) : differs(a, b)
}

type Values = Readonly<Record<string, unknown>>
type Take = (experiment: Experiment) => Values

const isLate = (columns: readonly string[]): boolean =>
  !columns.some((id) => EXCHANGE_COLUMN_IDS.some((known) => known === id))

/** The parts of the distance that the rows of some fields ask for; members of a group are in the columns of the group. */
function partsOf(fields: Fields, take: Take, columnsOfGroup: readonly string[] = []): readonly Part[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const { distance: measure, columns = columnsOfGroup } = field
    const value: Take = (experiment) => take(experiment)[name] as Values
    const inside = field.type === 'group' ? partsOf(field.fields, value, columns) : []
    if (measure === undefined) return inside
    const distance: Part['distance'] = (a, b) => valuesApart(field, measure, value(a), value(b))
    return [{ weight: measure.weight, late: isLate(columns), distance }, ...inside]
  })
}

const PARTS: readonly Part[] = [
  ...partsOf(DESIGN_FIELDS, ({ design }) => design),
  ...partsOf(PLAN_FIELDS, ({ plan }) => plan),
]

/**
 * How far two experiments lie apart: 0 where only the seed differs, 1 where nothing is alike. Sizes count by their ratio, words by
 * being the same. Settings that an imported row does not know are left out of its distance.
 */
export function experimentDistance(a: Experiment, b: Experiment, onlyTable = false): number {
  let sum = 0
  let weights = 0
  for (const { weight, distance, late } of PARTS) {
    if (onlyTable && late) continue
    sum += weight * distance(a, b)
    weights += weight
  }
  return sum / weights
}
