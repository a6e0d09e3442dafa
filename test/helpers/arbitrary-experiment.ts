import fc from 'fast-check'
import { completePlan } from '#shared/experiment/complete-plan'
import type {
  Dropout,
  Experiment,
  NetworkDesign,
  Schedule,
  TrainingPlan,
} from '#shared/experiment/experiment'
import {
  ACTIVATIONS,
  DRAWS,
  INITIALIZATIONS,
  OPTIMIZER_KINDS,
  SAMPLINGS,
  SCALINGS,
} from '#shared/experiment/experiment'
import { OPTIMIZER_RULES } from './optimizer-rules'

const CLASSES = 5

interface Sizes {
  /** Widest hidden layer, and largest batch. */
  readonly width: number
  readonly batch: number
}

const percent = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from, max: to }).map((value) => value / 100)
const rarely = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other })

const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.constant({ kind: 'constant' } as const),
  fc.constant({ kind: 'one-cycle', up: 0.4, start: 0, end: 0.1, tail: 0.2, final: 0 } as const),
  fc.record({ kind: fc.constant('cosine' as const), end: percent(0, 50), warmUp: percent(0, 100) }),
  fc.record({
    kind: fc.constant('step' as const),
    every: percent(1, 60),
    factor: percent(1, 100),
    warmUp: percent(0, 50),
  }),
  fc.record({ kind: fc.constant('warm-up' as const), warmUp: percent(0, 100) }),
)

const dropout: fc.Arbitrary<Dropout> = fc.record({
  kind: fc.constantFrom('none', 'dropout', 'alpha'),
  ratio: fc.constantFrom(0, 0.1, 0.25, 0.5, 0.99),
})

function designs({ width }: Sizes): fc.Arbitrary<NetworkDesign> {
  return fc.record({
    input: fc.constantFrom(9, 16, 25),
    hidden: fc.array(fc.integer({ min: 1, max: width }), { maxLength: 4 }),
    output: fc.constant(CLASSES),
    activation: fc.constantFrom(...ACTIVATIONS),
    initialization: fc.constantFrom(...INITIALIZATIONS, 0.001, 0.5, 10),
    initializationDraw: fc.constantFrom(...DRAWS),
    batchNormalization: fc.boolean(),
    dropout,
  })
}

function plans({ batch }: Sizes): fc.Arbitrary<TrainingPlan> {
  const said = fc.record({
    seed: fc.constantFrom(0, 1, 77, 4_294_967_295),
    scaling: fc.constantFrom(...SCALINGS),
    validationShare: fc.constantFrom(0.1, 0.2, 0.5),
    iterations: fc.constant(10),
    batchSize: fc.integer({ min: 1, max: batch }),
    sampling: fc.constantFrom(...SAMPLINGS),
    optimizer: fc.constantFrom(...OPTIMIZER_KINDS.flatMap((kind) => OPTIMIZER_RULES[kind].settings)),
    learningRate: fc.constantFrom(0.0001, 0.001, 0.01, 0.1, 1, 30, 1000),
    schedule,
    weightDecay: rarely(0, fc.constantFrom(1e-6, 0.01, 1)),
    labelSmoothing: rarely(0, percent(0, 99)),
    gradientClipping: rarely(0, fc.constantFrom(0.001, 1, 1_000_000)),
    augmentation: rarely(
      { shift: 0, flip: false },
      fc.record({ shift: fc.integer({ min: 0, max: 4 }), flip: fc.boolean() }),
    ),
    averaging: rarely(0, fc.constantFrom(0.5, 0.99)),
    earlyStopping: rarely(0, fc.integer({ min: 1, max: 3 })),
    evaluateEvery: fc.integer({ min: 0, max: 10 }),
  })
  return said.map(completePlan)
}

/** Any experiment, as far as small networks on small data can stand for all. */
export function experiments(sizes: Sizes): fc.Arbitrary<Experiment> {
  return fc.record({
    format: fc.constant('our-neural-network/experiment' as const),
    version: fc.constant(1 as const),
    design: designs(sizes),
    plan: plans(sizes),
  })
}
