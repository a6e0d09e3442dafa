import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { LIMITS } from '#shared/experiment/limits'
import { memoryEstimate } from '#shared/experiment/memory-estimate'
import { parameterCount } from '#shared/experiment/parameter-count'
import { PRESETS } from '#shared/experiment/presets'
import { validExperiments } from '../../helpers/valid-experiments'

const [{ experiment: base }] = PRESETS
type Change = Readonly<Record<string, unknown>>
const changed = (design: Change, plan: Change = {}): unknown => ({
  ...base,
  design: { ...base.design, ...design },
  plan: { ...base.plan, ...plan },
})

function problemsOf(input: unknown): readonly string[] {
  const parsed = parseExperiment(input)
  return parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`)
}

test('whatever is within the limits is read as it is, through JSON as well', () => {
  fc.assert(
    fc.property(validExperiments, (experiment) => {
      fc.pre(
        memoryEstimate(experiment) <= LIMITS.memory && parameterCount(experiment.design) <= LIMITS.parameters,
      )
      const parsed = parseExperiment(JSON.parse(JSON.stringify(experiment)))
      expect(parsed.ok ? parsed.experiment : parsed.problems).toEqual(JSON.parse(JSON.stringify(experiment)))
    }),
  )
})

test('every preset is within the limits, and nothing in it is left to a default', () => {
  for (const { experiment } of PRESETS) expect(parseExperiment(experiment)).toEqual({ ok: true, experiment })
})

test('missing optional fields get their neutral value', () => {
  const short = {
    format: 'our-neural-network/experiment',
    version: 1,
    design: { hidden: [], activation: 'relu', initialization: 0.01 },
    plan: {
      seed: 0,
      scaling: 'none',
      iterations: 1,
      batchSize: 1,
      optimizer: { kind: 'nadam' },
      learningRate: 1,
    },
  }
  const expected: Experiment = {
    format: 'our-neural-network/experiment',
    version: 1,
    design: {
      input: 784,
      hidden: [],
      output: 10,
      activation: 'relu',
      initialization: 0.01,
      initializationDraw: 'normal',
      batchNormalization: false,
      dropout: { kind: 'none', ratio: 0 },
    },
    plan: {
      seed: 0,
      scaling: 'none',
      validationShare: 0,
      iterations: 1,
      batchSize: 1,
      sampling: 'permutation',
      optimizer: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
      learningRate: 1,
      schedule: { kind: 'constant' },
      weightDecay: 0,
      labelSmoothing: 0,
      gradientClipping: 0,
      augmentation: { shift: 0, flip: false },
      averaging: 0,
      earlyStopping: 0,
      evaluateEvery: 0,
    },
  }
  expect(parseExperiment(short)).toEqual({ ok: true, experiment: expected })
})

describe('outside of a limit', () => {
  const cases: readonly [unknown, string][] = [
    [changed({ hidden: [0] }), 'design.hidden.0 too-small'],
    [changed({ hidden: [-5] }), 'design.hidden.0 too-small'],
    [changed({ hidden: [10, 4097] }), 'design.hidden.1 too-large'],
    [changed({ hidden: [1.5] }), 'design.hidden.0 not-whole'],
    [changed({ hidden: [null] }), 'design.hidden.0 wrong-type'],
    [changed({ hidden: ['64'] }), 'design.hidden.0 wrong-type'],
    [changed({ hidden: Array.from({ length: 17 }, () => 5) }), 'design.hidden too-many-layers'],
    [changed({ hidden: [4096, 4096, 4096] }), 'design.hidden too-many-parameters'],
    [changed({ input: 785 }), 'design.input wrong-type'],
    [changed({ input: 49 }), 'design.input too-small'],
    [changed({ input: 65 * 65 }), 'design.input too-large'],
    [changed({ output: 1 }), 'design.output too-small'],
    [changed({ output: 257 }), 'design.output too-large'],
    [changed({ activation: 'swish' }), 'design.activation not-one-of'],
    [changed({ initialization: 0 }), 'design.initialization must-be-above'],
    [changed({ initialization: -1 }), 'design.initialization must-be-above'],
    [changed({ dropout: { kind: 'alpha', ratio: 1 } }), 'design.dropout.ratio too-large'],
    [changed({}, { seed: -1 }), 'plan.seed too-small'],
    [changed({}, { seed: 2 ** 32 }), 'plan.seed too-large'],
    [changed({}, { seed: 0.5 }), 'plan.seed not-whole'],
    [changed({}, { iterations: 0 }), 'plan.iterations too-small'],
    [changed({}, { iterations: 1e8 }), 'plan.iterations too-large'],
    [changed({}, { batchSize: 8193 }), 'plan.batchSize too-large'],
    [changed({}, { learningRate: 0 }), 'plan.learningRate must-be-above'],
    [changed({}, { learningRate: Number.NaN }), 'plan.learningRate not-finite'],
    [changed({}, { learningRate: Number.POSITIVE_INFINITY }), 'plan.learningRate not-finite'],
    [changed({}, { validationShare: 0.6 }), 'plan.validationShare too-large'],
    [changed({}, { averaging: 1 }), 'plan.averaging must-be-below'],
    [changed({}, { optimizer: { kind: 'adam', beta1: 1 } }), 'plan.optimizer.beta1 must-be-below'],
    [changed({}, { optimizer: { kind: 'adam', epsilon: 0 } }), 'plan.optimizer.epsilon too-small'],
    // Is 0 as binary32, and then a gradient of 0 is divided by 0.
    [changed({}, { optimizer: { kind: 'rmsprop', epsilon: 1e-46 } }), 'plan.optimizer.epsilon too-small'],
    [changed({}, { optimizer: { kind: 'lion' } }), 'plan.optimizer.kind not-one-of'],
    [changed({}, { optimizer: undefined }), 'plan.optimizer missing'],
    [
      changed({}, { schedule: { kind: 'one-cycle', up: 0.8, tail: 0.3 } }),
      'plan.schedule.tail rise-and-tail-too-long',
    ],
    [
      changed({}, { earlyStopping: 3, validationShare: 0 }),
      'plan.earlyStopping early-stopping-needs-validation',
    ],
    [changed({ hidden: Array.from({ length: 16 }, () => 1000), width: 1 }), 'design.width unknown-field'],
    [changed({}, { learningrate: 1 }), 'plan.learningrate unknown-field'],
    [{ ...base, version: 2 }, 'version must-be'],
    [{ ...base, format: 'x' }, 'format must-be'],
    [null, ' wrong-type'],
    [[], 'format missing'],
  ]
  test.each(cases.map(([input, problem]) => [problem, input] as const))('%s', (problem, input) => {
    expect(problemsOf(input)).toContain(problem)
  })

  test('a batch that no memory can hold is refused', () => {
    const hidden = [4096, 1, 4096, 1, 4096, 1, 4096, 1, 4096, 1, 4096]
    expect(problemsOf(changed({ hidden, batchNormalization: true }, { batchSize: 512 }))).toEqual([])
    expect(problemsOf(changed({ hidden, batchNormalization: true }, { batchSize: 8192 }))).toEqual([
      'plan.batchSize too-much-memory',
    ])
  })
})

test('every fault is told, each in a sentence that names the field, its value and what is allowed', () => {
  const parsed = parseExperiment(changed({ hidden: [-5] }, { learningRate: 0, batchSize: 'many' }))
  expect(parsed).toMatchObject({
    ok: false,
    problems: [
      { message: 'design.hidden.0 is -5, but must be at least 1.', values: { value: '-5', limit: 1 } },
      { message: 'plan.batchSize is "many", but must be a number.' },
      { message: 'plan.learningRate is 0, but must be above 0.' },
    ],
  })
})

test('any input at all gives an experiment or problems, never an exception', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (design, plan) => {
      for (const input of [design, { ...base, design, plan }]) {
        const parsed = parseExperiment(input)
        expect(parsed.ok || parsed.problems.length > 0).toBe(true)
      }
    }),
  )
})

test('fields of a newer version stay where a record is read', () => {
  const newer = { ...base, hint: 'x', plan: { ...base.plan, optimizer: { kind: 'sgd', twist: 3 } } }
  const parsed = parseExperiment(newer, { unknown: 'keep' })
  expect(parsed).toEqual({ ok: true, experiment: newer })
  expect(problemsOf(newer)).toEqual(['plan.optimizer.twist unknown-field', 'hint unknown-field'])
})

test('parameters are weights, biases, and gamma and beta of each normalized layer', () => {
  const { design } = base
  expect(parameterCount(design)).toBe(784 * 256 + 256 + 256 * 64 + 64 + 64 * 10 + 10)
  expect(parameterCount({ ...design, batchNormalization: true })).toBe(
    parameterCount(design) + 2 * (256 + 64),
  )
  expect(parameterCount({ ...design, hidden: [] })).toBe(7850)
})
