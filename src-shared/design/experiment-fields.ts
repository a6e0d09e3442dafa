import * as v from 'valibot'
import { DATA_SHAPE } from './data-shape'
import {
  ACTIVATIONS,
  DRAWS,
  DROPOUT_KINDS,
  EXPERIMENT_FORMAT,
  INITIALIZATIONS,
  SAMPLINGS,
  SCALINGS,
} from './experiment'
import { LIMITS } from './limits'
import { OPTIMIZER_DEFAULTS } from './optimizer-defaults'
import { SCHEDULE_DEFAULTS } from './schedule-defaults'

// The shape of each field with its limits. What more than one field decides stands in experiment-schema.ts.

const wholeNumber = (from: number, to: number) =>
  v.pipe(v.number(), v.finite(), v.integer(), v.minValue(from), v.maxValue(to))
const between = (from: number, to: number) => v.pipe(v.number(), v.finite(), v.minValue(from), v.maxValue(to))
const belowOne = v.pipe(v.number(), v.finite(), v.minValue(0), v.ltValue(1))
const positive = (to: number) => v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(to))
const share = between(0, 1)

const dropout = v.object({
  kind: v.picklist(DROPOUT_KINDS),
  ratio: v.optional(between(0, LIMITS.dropoutRatio), 0),
})

const initialization = v.lazy((input) =>
  typeof input === 'number' ? positive(LIMITS.initialDeviation) : v.picklist(INITIALIZATIONS),
)

// A list that is far too long is not gone over item by item: each would be a fault of its own.
const hidden = v.lazy((input): v.GenericSchema<unknown, number[]> => {
  const isTooLong = Array.isArray(input) && input.length > LIMITS.hiddenLayers
  return isTooLong
    ? v.pipe(v.array(v.any()), v.maxLength(LIMITS.hiddenLayers))
    : v.array(wholeNumber(1, LIMITS.width))
})

const networkDesign = v.object({
  input: v.optional(v.literal(DATA_SHAPE.pixels), DATA_SHAPE.pixels),
  hidden,
  output: v.optional(v.literal(DATA_SHAPE.classes), DATA_SHAPE.classes),
  activation: v.picklist(ACTIVATIONS),
  initialization,
  initializationDraw: v.optional(v.picklist(DRAWS), 'normal'),
  batchNormalization: v.optional(v.boolean(), false),
  dropout: v.optional(dropout, { kind: 'none', ratio: 0 }),
})

const { momentum, nesterov, adagrad, rmsprop, adam, adamw, nadam } = OPTIMIZER_DEFAULTS
const epsilon = (value: number) => v.optional(between(LIMITS.smallestEpsilon, 1), value)
const decay = (value: number) => v.optional(belowOne, value)

const optimizer = v.variant('kind', [
  v.object({ kind: v.literal('sgd') }),
  v.object({ kind: v.literal('momentum'), momentum: decay(momentum.momentum) }),
  v.object({ kind: v.literal('nesterov'), momentum: decay(nesterov.momentum) }),
  v.object({ kind: v.literal('adagrad'), epsilon: epsilon(adagrad.epsilon) }),
  v.object({ kind: v.literal('rmsprop'), decay: decay(rmsprop.decay), epsilon: epsilon(rmsprop.epsilon) }),
  v.object({
    kind: v.literal('adam'),
    beta1: decay(adam.beta1),
    beta2: decay(adam.beta2),
    epsilon: epsilon(adam.epsilon),
  }),
  v.object({
    kind: v.literal('adamw'),
    beta1: decay(adamw.beta1),
    beta2: decay(adamw.beta2),
    epsilon: epsilon(adamw.epsilon),
  }),
  v.object({
    kind: v.literal('nadam'),
    beta1: decay(nadam.beta1),
    beta2: decay(nadam.beta2),
    epsilon: epsilon(nadam.epsilon),
    momentumDecay: v.optional(share, nadam.momentumDecay),
  }),
])

const cycle = SCHEDULE_DEFAULTS['one-cycle']
const { cosine, step } = SCHEDULE_DEFAULTS

const schedule = v.variant('kind', [
  v.object({ kind: v.literal('constant') }),
  v.object({
    kind: v.literal('one-cycle'),
    up: v.optional(share, cycle.up),
    start: v.optional(share, cycle.start),
    end: v.optional(share, cycle.end),
    tail: v.optional(share, cycle.tail),
    final: v.optional(share, cycle.final),
  }),
  v.object({
    kind: v.literal('cosine'),
    end: v.optional(share, cosine.end),
    warmUp: v.optional(share, cosine.warmUp),
  }),
  v.object({
    kind: v.literal('step'),
    every: v.optional(positive(1), step.every),
    factor: v.optional(positive(1), step.factor),
    warmUp: v.optional(share, step.warmUp),
  }),
  v.object({ kind: v.literal('warm-up'), warmUp: v.optional(share, SCHEDULE_DEFAULTS['warm-up'].warmUp) }),
])

const augmentation = v.object({
  shift: v.optional(wholeNumber(0, LIMITS.augmentationShift), 0),
  flip: v.optional(v.boolean(), false),
})

const trainingPlan = v.object({
  seed: wholeNumber(0, LIMITS.seed),
  scaling: v.picklist(SCALINGS),
  validationShare: v.optional(between(0, LIMITS.validationShare), 0),
  iterations: wholeNumber(1, LIMITS.iterations),
  batchSize: wholeNumber(1, LIMITS.batchSize),
  sampling: v.optional(v.picklist(SAMPLINGS), 'permutation'),
  optimizer,
  learningRate: positive(LIMITS.learningRate),
  schedule: v.optional(schedule, { kind: 'constant' }),
  weightDecay: v.optional(between(0, LIMITS.weightDecay), 0),
  labelSmoothing: v.optional(belowOne, 0),
  gradientClipping: v.optional(between(0, LIMITS.gradientClipping), 0),
  augmentation: v.optional(augmentation, { shift: 0, flip: false }),
  averaging: v.optional(belowOne, 0),
  earlyStopping: v.optional(wholeNumber(0, LIMITS.iterations), 0),
  evaluateEvery: v.optional(wholeNumber(0, LIMITS.iterations), 0),
})

/** Every field of an experiment on its own. Fields that it does not know are dropped: experiment-schema.ts looks for them. */
export const experimentFields = v.object({
  format: v.literal(EXPERIMENT_FORMAT),
  version: v.literal(1),
  design: networkDesign,
  plan: trainingPlan,
})
