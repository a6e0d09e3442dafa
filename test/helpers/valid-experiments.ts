import fc from 'fast-check'
import { completePlan } from '#shared/experiment/complete-plan'
import {
  ACTIVATIONS,
  DRAWS,
  type Experiment,
  INITIALIZATIONS,
  SAMPLINGS,
  SCALINGS,
} from '#shared/experiment/experiment'
import { PLAN_FIELDS } from '#shared/experiment/fields'
import { LIMITS } from '#shared/experiment/limits'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { SCHEDULE_DEFAULTS } from '#shared/experiment/schedule-defaults'
import { plainValues } from './plain-values'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const belowOne = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

const design = fc.record({
  input: fc.constant(784),
  hidden: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: LIMITS.hiddenLayers }),
  output: fc.constant(10),
  activation: fc.constantFrom(...ACTIVATIONS),
  initialization: fc.oneof(
    fc.constantFrom(...INITIALIZATIONS),
    fc.double({ min: 1e-6, max: 10, noNaN: true }),
  ),
  initializationDraw: fc.constantFrom(...DRAWS),
  batchNormalization: fc.boolean(),
  dropout: fc.record({
    kind: fc.constantFrom('none', 'dropout', 'alpha'),
    ratio: fc.double({ min: 0, max: LIMITS.dropoutRatio, noNaN: true }),
  }),
})

const oneCycle = fc
  .record({ up: share, start: share, end: share, tail: share, final: share })
  .map((shape) => ({ kind: 'one-cycle' as const, ...shape, tail: Math.min(shape.tail, 1 - shape.up) }))
const cosine = fc.record({ kind: fc.constant('cosine' as const), end: share, warmUp: share })

const mainPlan = fc.record({
  seed: fc.integer({ min: 0, max: LIMITS.seed }),
  scaling: fc.constantFrom(...SCALINGS),
  validationShare: fc.double({ min: 0.01, max: LIMITS.validationShare, noNaN: true }),
  iterations: fc.integer({ min: 1, max: LIMITS.iterations }),
  batchSize: fc.integer({ min: 1, max: 4096 }),
  sampling: fc.constantFrom(...SAMPLINGS),
  optimizer: fc.constantFrom(...Object.values(OPTIMIZER_DEFAULTS)),
  learningRate: fc.double({ min: 1e-9, max: LIMITS.learningRate, noNaN: true }),
  schedule: fc.oneof(oneCycle, cosine, fc.constantFrom(...Object.values(SCHEDULE_DEFAULTS))),
  weightDecay: share,
  labelSmoothing: belowOne,
  gradientClipping: fc.double({ min: 0, max: 100, noNaN: true }),
  augmentation: fc.record({ shift: fc.integer({ min: 0, max: 8 }), flip: fc.boolean() }),
  averaging: belowOne,
  earlyStopping: fc.integer({ min: 0, max: 50 }),
  evaluateEvery: fc.integer({ min: 0, max: 1000 }),
})

const plan = fc
  .tuple(plainValues(PLAN_FIELDS), mainPlan)
  .map(([plain, main]) => completePlan({ ...plain, ...main }))

/** Experiments of every kind within the limits. */
export const validExperiments: fc.Arbitrary<Experiment> = fc.record({
  format: fc.constant('our-neural-network/experiment' as const),
  version: fc.constant(1 as const),
  design,
  plan,
})
