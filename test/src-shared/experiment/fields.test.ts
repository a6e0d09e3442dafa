import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ACTIVATION_ROWS } from '#shared/experiment/activations'
import { completePlan } from '#shared/experiment/complete-plan'
import type { Experiment } from '#shared/experiment/experiment'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import type { Field, NumberField } from '#shared/experiment/field'
import { placedFields } from '#shared/experiment/field-paths'
import { DESIGN_FIELDS, PLAN_FIELDS } from '#shared/experiment/fields'
import { OPTIMIZER_ROWS } from '#shared/experiment/optimizers'
import { PRESETS } from '#shared/experiment/presets'
import { ACTIVATION_COUNT, OPTIMIZER_COUNT } from '#shared/kernels/rule-codes'
import { experimentIdentityJson } from '#shared/records/identity'
import { SETTING_COLUMNS } from '#shared/records/table-columns'
import { validExperiments } from '../../helpers/valid-experiments'

type Values = Readonly<Record<string, unknown>>

function at(experiment: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Values | undefined)?.[key], experiment)
}

/** The experiment with another value at a path; without the field where the value is undefined. */
function withValue(object: unknown, [key = '', ...rest]: readonly string[], value: unknown): Values {
  const { [key]: inner, ...others } = object as Values
  const next = rest.length === 0 ? value : withValue(inner, rest, value)
  return next === undefined ? others : { ...others, [key]: next }
}

/** Every plain field with a neutral value, of every rule. */
const NEUTRAL = new Map<string, Field>()
const NUMBERS = new Map<string, NumberField>()
const DESIGN = PRESETS[0].experiment.design
const PLAN = PRESETS[0].experiment.plan
for (const kind of ['constant', 'one-cycle', 'cosine', 'step', 'warm-up'] as const) {
  for (const rule of Object.keys(OPTIMIZER_ROWS) as (keyof typeof OPTIMIZER_ROWS)[]) {
    const optimizer = { kind: rule } as Experiment['plan']['optimizer']
    const schedule = { kind } as Experiment['plan']['schedule']
    for (const { path, field } of placedFields({ design: DESIGN, plan: { ...PLAN, optimizer, schedule } })) {
      if (field.neutral !== undefined && field.required !== true) NEUTRAL.set(path, field)
      if (field.type === 'number') NUMBERS.set(path, field)
    }
  }
}

test('columns of settings stand in the order of the tables that exist', () => {
  expect(SETTING_COLUMNS.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'hidden_size_list list',
    'activation text',
    'weight_init_std text',
    'weight_decay_lambda number',
    'use_dropout boolean',
    'dropout_ratio number',
    'use_batchnorm boolean',
    'iters_num integer',
    'batch_size integer',
    'learning_rate number',
    'optimizer text',
    'seed integer',
    'dropout_kind text',
    'init_draw text',
    'scaling text',
    'validation_share number',
    'sampling text',
    'schedule text',
    'optimizer_constants text',
    'label_smoothing number',
    'gradient_clipping number',
    'augmentation text',
    'averaging number',
    'early_stopping integer',
    'evaluate_every integer',
    'dataset text',
  ])
})

/** What a field does while it is neutral: nothing. These are the values of every identity that was ever taken. */
test('neutral values are those of old identities', () => {
  const values = [...NEUTRAL].map(([path, { neutral }]) => `${path} ${String(neutral)}`)

  expect(values.toSorted()).toEqual([
    'design.batchNormalization false',
    'design.dropout.ratio 0',
    'design.initializationDraw normal',
    'plan.augmentation.flip false',
    'plan.augmentation.shift 0',
    'plan.averaging 0',
    'plan.earlyStopping 0',
    'plan.evaluateEvery 0',
    'plan.gradientClipping 0',
    'plan.labelSmoothing 0',
    'plan.sampling permutation',
    'plan.schedule.end 0',
    'plan.schedule.final 0',
    'plan.schedule.start 0',
    'plan.schedule.tail 0',
    'plan.schedule.warmUp 0',
    'plan.validationShare 0',
    'plan.weightDecay 0',
  ])
})

describe.each([...NEUTRAL])('%s', (path, { neutral }) => {
  const keys = path.split('.')

  it('is missing in the identity where it is neutral', () => {
    fc.assert(
      fc.property(validExperiments, (experiment) => {
        if (!placedFields(experiment).some((placed) => placed.path === path)) return
        const off = withValue(experiment, keys, neutral) as unknown as Experiment
        const identity: unknown = JSON.parse(experimentIdentityJson(off, 'd', 'a'))
        expect(at(identity, keys)).toBeUndefined()
      }),
    )
  })

  it('means its neutral value where a file lacks it', () => {
    const experiment = experimentWith(keys)
    const [lacking, off] = [undefined, neutral].map((value) =>
      parseExperiment(withValue(experiment, keys, value)),
    )
    const value = lacking?.ok === true ? at(lacking.experiment, keys) : undefined
    // Constants of a rule may have another default: a warm-up without a length is one of a tenth.
    expect([neutral, NUMBERS.get(path)?.default ?? neutral]).toContain(value)
    expect(off?.ok).toBe(true)
  })
})

/** An experiment that has the field: with the first rule that has such a constant. */
function experimentWith([, name = '', constant = '']: readonly string[]): Values {
  const { experiment } = PRESETS[0]
  const field: Field | undefined = Object.entries<Field>(PLAN_FIELDS).find(([key]) => key === name)?.[1]
  if (field?.type !== 'rule') return { ...experiment }
  const kind = Object.keys(field.rows).find((rule) => constant in (field.rows[rule]?.constants ?? {}))
  return withValue(experiment, ['plan', name], { kind })
}

describe.each([...NUMBERS])('%s', (path, { from, to, whole, open }) => {
  const keys = path.split('.')
  const refused = (value: number): boolean => {
    const parsed = parseExperiment(withValue(experimentWith(keys), keys, value))
    const codes = parsed.ok ? [] : parsed.problems.filter((problem) => problem.path === path)
    return codes.some(({ code }) => /^(too-small|too-large|must-be-|not-)/.test(code))
  }

  it('may be what its row allows, and nothing beyond', () => {
    expect([refused(from), refused(to)]).toEqual([open === 'from', open === 'to'])
    expect([from - 1, to + 1, Number.NaN, Infinity].map(refused)).toEqual([true, true, true, true])
    expect(refused(from + 0.5 * (to - from > 1 ? 1 : to - from))).toBe(whole)
  })
})

test('a plan of which only the main things are said is one whose other fields do nothing', () => {
  const { seed, scaling, iterations, batchSize, optimizer, learningRate } = PLAN
  const said = { seed, scaling, iterations, batchSize, optimizer, learningRate }
  const parsed = parseExperiment({ ...PRESETS[0].experiment, plan: said })

  expect(parsed.ok && parsed.experiment.plan).toEqual(completePlan(said))
  expect(Object.keys(completePlan(said))).toEqual(Object.keys(PLAN_FIELDS))
})

test('rules have numbers and words of their own, and no column stands twice', () => {
  for (const rows of [OPTIMIZER_ROWS, ACTIVATION_ROWS].map((table) => Object.values(table))) {
    expect(rows.map(({ code }) => code)).toEqual(rows.map((_, index) => index))
    expect(new Set(rows.map(({ tableWord }) => tableWord)).size).toBe(rows.length)
  }
  expect(Object.keys(OPTIMIZER_ROWS)).toHaveLength(OPTIMIZER_COUNT)
  expect(Object.keys(ACTIVATION_ROWS)).toHaveLength(ACTIVATION_COUNT)
  const columns = [...Object.values<Field>(DESIGN_FIELDS), ...Object.values<Field>(PLAN_FIELDS)].flatMap(
    (field) => field.columns ?? [],
  )
  expect(new Set(columns).size).toBe(columns.length)
})
