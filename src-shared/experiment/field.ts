/*
 * The kinds of field that an experiment is made of. fields.ts has a row for each field; from the rows follow the types, the schema,
 * the neutral values of the identity, the form, the columns of the table and the distance of two experiments.
 */

/** Parts of the form. Network and training always stand open, the others are folded. */
export const SECTIONS = [
  'network',
  'training',
  'optimizer',
  'schedule',
  'data',
  'regularization',
  'evaluation',
] as const
export type Section = (typeof SECTIONS)[number]

/** How far two values lie apart, from 0 to 1. `same`: 0 or 1. */
export type Measure =
  | { readonly by: 'same' }
  /** 1 where only one of the two is the neutral value. */
  | { readonly by: 'use' }
  /** Their difference times a factor. */
  | { readonly by: 'difference'; readonly factor: number }
  /** Their ratio: so many octaves are as far as can be; values below `least` count as `least`. */
  | { readonly by: 'ratio'; readonly octaves: number; readonly least?: number }

/** What is told of a field beside the values that it can have. */
interface Facts<T> {
  /** Says "not in use", and so is left out of the identity and of the summary of a folded section. */
  readonly neutral?: T
  /** What a missing field means; the neutral value where nothing else is said. */
  readonly default?: T
  /** A file must name this field, although it has a neutral value. */
  readonly required?: true
  readonly section?: Section
  /** Columns of the run table that show it. */
  readonly columns?: readonly string[]
  /** How much it counts in the distance of two experiments; nothing where this is missing. */
  readonly distance?: { readonly weight: number } & Measure
}

/** A number from `from` to `to`. */
export interface NumberField extends Facts<number> {
  readonly type: 'number'
  readonly whole: boolean
  readonly from: number
  readonly to: number
  /** Whether an end itself is out of bounds. */
  readonly open: 'none' | 'from' | 'to'
}

export interface SwitchField extends Facts<boolean> {
  readonly type: 'switch'
}

export interface ChoiceField<C extends string = string> extends Facts<C> {
  readonly type: 'choice'
  readonly choices: readonly C[]
}

/** One of the choices, or a number in their place. */
interface ChoiceOrNumberField<C extends string = string> extends Facts<C | number> {
  readonly type: 'choice or number'
  readonly choices: readonly C[]
  readonly number: NumberField
}

/** A whole number that follows from the data: nobody chooses it. A missing one is Fashion-MNIST's. */
export interface DataField extends Facts<number> {
  readonly type: 'data'
  readonly default: number
  readonly from: number
  readonly to: number
  /** Whether it counts the pixels of a square image. */
  readonly square: boolean
}

export interface ListField extends Facts<readonly number[]> {
  readonly type: 'list'
  readonly item: NumberField
  readonly most: number
}

type PlainField = NumberField | SwitchField | ChoiceField
type PlainFields = Readonly<Record<string, PlainField>>

/** Fields that belong together: an object in the experiment. */
export interface GroupField<F extends PlainFields = PlainFields> extends Facts<never> {
  readonly type: 'group'
  readonly fields: F
}

/** One row a rule: what all such rows have in common. */
export interface RuleRow {
  readonly constants: Readonly<Record<string, NumberField>>
}
export type RuleRows = Readonly<Record<string, RuleRow>>

/** One of several rules with its constants: an object with a `kind`. `missing` is the rule that a missing field means. */
interface RuleField<R extends RuleRows = RuleRows> extends Facts<never> {
  readonly type: 'rule'
  readonly rows: R
  readonly missing?: string
}

export type Field = PlainField | ChoiceOrNumberField | DataField | ListField | GroupField | RuleField
export type Fields = Readonly<Record<string, Field>>

/** The value of a rule: its kind and its constants. */
type RuleValue<R> = {
  readonly [K in keyof R]: R[K] extends { readonly constants: infer C }
    ? { readonly [P in 'kind' | keyof C]: P extends 'kind' ? K : number }
    : never
}[keyof R]

/** The value of a field. */
type FieldValue<F> = F extends { readonly type: 'number' | 'data' }
  ? number
  : F extends { readonly type: 'switch' }
    ? boolean
    : F extends { readonly type: 'choice'; readonly choices: readonly (infer C)[] }
      ? C
      : F extends { readonly type: 'choice or number'; readonly choices: readonly (infer C)[] }
        ? C | number
        : F extends { readonly type: 'list' }
          ? readonly number[]
          : F extends { readonly type: 'group'; readonly fields: infer G }
            ? FieldValues<G>
            : F extends { readonly type: 'rule'; readonly rows: infer R }
              ? RuleValue<R>
              : never

/** An object with a value for each field. */
export type FieldValues<F> = { readonly [K in keyof F]: FieldValue<F[K]> }

type NumberFacts = Omit<Facts<number>, 'type'>

/** A number within its ends, both of them allowed. */
export function number<const F extends NumberFacts>(from: number, to: number, facts: F): NumberField & F {
  return { type: 'number', whole: false, from, to, open: 'none', ...facts }
}

/** A whole number within its ends. */
export function whole<const F extends NumberFacts>(from: number, to: number, facts: F): NumberField & F {
  return { type: 'number', whole: true, from, to, open: 'none', ...facts }
}

/** A number above 0. */
export function positive<const F extends NumberFacts>(to: number, facts: F): NumberField & F {
  return { type: 'number', whole: false, from: 0, to, open: 'from', ...facts }
}

/** A number from 0 that stays below 1. */
export function belowOne<const F extends NumberFacts>(facts: F): NumberField & F {
  return { type: 'number', whole: false, from: 0, to: 1, open: 'to', ...facts }
}

/** A number from 0 to 1. */
export function share<const F extends NumberFacts>(facts: F): NumberField & F {
  return number(0, 1, facts)
}

export function onOff<const F extends Facts<boolean>>(facts: F): SwitchField & F {
  return { type: 'switch', ...facts }
}

export function choice<const C extends readonly string[], const F extends Facts<C[number]>>(
  choices: C,
  facts: F,
): ChoiceField<C[number]> & F {
  return { type: 'choice', choices, ...facts }
}

/** The names of a table's rows, in its order. */
export function namesOf<R extends object>(rows: R): readonly (keyof R & string)[] {
  return Object.keys(rows) as (keyof R & string)[]
}
