import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Experiment } from '#shared/experiment/experiment'
import { PRESETS } from '#shared/experiment/presets'
import { experimentIdentityJson } from '#shared/records/identity'
import { validExperiments } from '../../helpers/valid-experiments'

const [{ experiment: base }] = PRESETS
const identityOf = (experiment: Experiment): string => experimentIdentityJson(experiment, 'data', 'f32-fma-1')
const withPlan = (change: Partial<Experiment['plan']>): Experiment => ({
  ...base,
  plan: { ...base.plan, ...change },
})
const withDesign = (change: Partial<Experiment['design']>): Experiment => ({
  ...base,
  design: { ...base.design, ...change },
})

test('the final network has this identity for ever', () => {
  const fixed = withPlan({
    learningRate: 0.3,
    weightDecay: 0.000002,
    validationShare: 0.1,
    iterations: 10_000,
  })
  const schedule = { kind: 'one-cycle', up: 0.5, start: 0, end: 0, tail: 0, final: 0 } as const
  const text = identityOf({
    ...fixed,
    plan: { ...fixed.plan, schedule, optimizer: { kind: 'momentum', momentum: 0.9 } },
  })
  expect(text).toBe(
    '{"arithmetic":"f32-fma-1","data":"data","design":{"activation":"selu","dropout":{"kind":"alpha","ratio":0.25},' +
      '"hidden":[256,64],"initialization":"lecun","input":784,"output":10},"plan":{"batchSize":512,"iterations":10000,' +
      '"learningRate":0.3,"optimizer":{"kind":"momentum","momentum":0.9},"scaling":"standardize",' +
      '"schedule":{"kind":"one-cycle","up":0.5},"seed":1,"validationShare":0.1,"weightDecay":0.000002}}',
  )
})

describe('what does not touch the weights does not touch the identity', () => {
  const same: readonly [string, Experiment][] = [
    ['how often is evaluated, without early stopping', withPlan({ evaluateEvery: 77 })],
    ['the end of a tail that is not there', withPlan({ schedule: { ...cycle(), final: 0.5 } })],
    ['fields of a newer version', { ...base, note: 'x' } as Experiment],
  ]
  test.each(same)('%s', (_, experiment) => {
    expect(identityOf(experiment)).toBe(identityOf(base))
  })

  test('the ratio of a dropout that is off', () => {
    const off = (ratio: number): string => identityOf(withDesign({ dropout: { kind: 'none', ratio } }))
    expect(off(0.5)).toBe(off(0))
    expect(off(0)).toBe(identityOf(withDesign({ dropout: { kind: 'alpha', ratio: 0 } })))
  })

  test('the activation of no hidden layer', () => {
    const bare = (activation: 'relu' | 'selu'): string => identityOf(withDesign({ hidden: [], activation }))
    expect(bare('relu')).toBe(bare('selu'))
  })
})

function cycle() {
  return { kind: 'one-cycle', up: 0.5, start: 0, end: 0, tail: 0, final: 0 } as const
}

describe('what touches the weights touches the identity', () => {
  const others: readonly [string, Experiment][] = [
    ['seed', withPlan({ seed: 2 })],
    ['iterations', withPlan({ iterations: 9999 })],
    ['batch', withPlan({ batchSize: 511 })],
    ['sampling', withPlan({ sampling: 'replacement' })],
    ['scaling', withPlan({ scaling: 'none' })],
    ['validation share', withPlan({ validationShare: 0 })],
    ['rate', withPlan({ learningRate: 0.30000000000000004 })],
    ['momentum', withPlan({ optimizer: { kind: 'momentum', momentum: 0.8 } })],
    ['optimizer', withPlan({ optimizer: { kind: 'nesterov', momentum: 0.9 } })],
    ['schedule', withPlan({ schedule: { kind: 'constant' } })],
    ['tail', withPlan({ schedule: { ...cycle(), tail: 0.1 } })],
    ['weight decay', withPlan({ weightDecay: 0 })],
    ['label smoothing', withPlan({ labelSmoothing: 0.1 })],
    ['clipping', withPlan({ gradientClipping: 1 })],
    ['shift', withPlan({ augmentation: { shift: 1, flip: false } })],
    ['flip', withPlan({ augmentation: { shift: 0, flip: true } })],
    ['averaging', withPlan({ averaging: 0.99 })],
    ['early stopping', withPlan({ earlyStopping: 3 })],
    ['early stopping with another interval', withPlan({ earlyStopping: 3, evaluateEvery: 10 })],
    ['layers', withDesign({ hidden: [64, 256] })],
    ['activation', withDesign({ activation: 'elu' })],
    ['initialization', withDesign({ initialization: 0.01 })],
    ['draw', withDesign({ initializationDraw: 'uniform' })],
    ['batch normalization', withDesign({ batchNormalization: true })],
    ['dropout', withDesign({ dropout: { kind: 'dropout', ratio: 0.25 } })],
  ]
  const texts = new Set([identityOf(base), ...others.map(([, experiment]) => identityOf(experiment))])

  test('each in its own way', () => {
    expect(texts.size).toBe(others.length + 1)
  })

  test('data and arithmetic', () => {
    expect(experimentIdentityJson(base, 'other', 'f32-fma-1')).not.toBe(identityOf(base))
    expect(experimentIdentityJson(base, 'data', 'f32-mul-add-1')).not.toBe(identityOf(base))
  })
})

test('the way through a file does not change it', () => {
  fc.assert(
    fc.property(validExperiments, (experiment) => {
      const copy = JSON.parse(JSON.stringify(experiment)) as Experiment
      expect(identityOf(copy)).toBe(identityOf(experiment))
    }),
  )
})
