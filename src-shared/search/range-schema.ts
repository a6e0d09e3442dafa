import * as v from 'valibot'
import { LIMITS } from '../experiment/limits'
import type { Range } from './search-space'

/** Choices of one setting, and widths that a layer can have. */
const MOST_VALUES = 1000

const number = v.pipe(v.number(), v.finite())
const whole = v.pipe(v.number(), v.integer())
const listed = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(MOST_VALUES))

/** A value of a field: nothing that a range needs holds objects. */
const value = v.union([
  number,
  v.string(),
  v.boolean(),
  v.pipe(v.array(number), v.maxLength(LIMITS.hiddenLayers)),
])

/** A range on its own; whether its field can have such values is for range-problem.ts to say. */
export const rangeSchema = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['linear', 'logarithmic']), low: number, high: number }),
  v.strictObject({ kind: v.picklist(['whole', 'whole-logarithmic']), low: whole, high: whole }),
  v.strictObject({ kind: v.literal('choices'), values: listed(value) }),
  v.strictObject({
    kind: v.literal('widths'),
    layers: v.strictObject({ low: whole, high: v.pipe(whole, v.maxValue(LIMITS.hiddenLayers)) }),
    from: listed(whole),
  }),
]) satisfies v.GenericSchema<unknown, Range>
