import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueAt } from '../../../src-renderer/lib/object-path'
import { type AdviceCode, advise } from '../../../src-shared/experiment/advice'
import type {
  Experiment,
  NetworkDesign,
  OptimizerKind,
  TrainingPlan,
} from '../../../src-shared/experiment/experiment'
import { parseExperiment } from '../../../src-shared/experiment/experiment-schema'
import { placedFields } from '../../../src-shared/experiment/field-paths'
import { OPTIMIZER_DEFAULTS } from '../../../src-shared/experiment/optimizer-defaults'
import { OPTIMIZER_ROWS } from '../../../src-shared/experiment/optimizers'
import { findPreset, PRESETS } from '../../../src-shared/experiment/presets'
import type { EarlierRun } from '../../../src-shared/experiment/rate-advice'
import { REFERENCE_ROWS } from '../../../src-shared/experiment/reference-rows'

function finalNetwork(design: Partial<NetworkDesign> = {}, plan: Partial<TrainingPlan> = {}): Experiment {
  const preset = findPreset('final-network')
  if (preset === undefined) throw new Error('There is no preset final-network.')
  const { experiment } = preset
  return { ...experiment, design: { ...experiment.design, ...design }, plan: { ...experiment.plan, ...plan } }
}

const codes = (experiment: Experiment, earlier: readonly EarlierRun[] = []): readonly AdviceCode[] =>
  advise(experiment, earlier).map(({ code }) => code)

const earlierRun = (learningRate: number, accuracy: number | null, diverged = false): EarlierRun => ({
  experiment: finalNetwork({}, { learningRate }),
  accuracy,
  diverged,
})

describe('advice about a design', () => {
  it('finds nothing to say about the final network', () => {
    expect(codes(finalNetwork())).toEqual([])
  })

  it.each<readonly [AdviceCode, Experiment]>([
    ['selu-plain-dropout', finalNetwork({ dropout: { kind: 'dropout', ratio: 0.25 } })],
    ['selu-batch-normalization', finalNetwork({ batchNormalization: true })],
    ['selu-he', finalNetwork({ initialization: 'he' })],
    ['selu-not-lecun', finalNetwork({ initialization: 0.01 })],
    ['selu-input', finalNetwork({}, { scaling: 'range' })],
    ['alpha-dropout-without-selu', finalNetwork({ activation: 'relu', initialization: 'he' })],
    [
      'raw-input',
      finalNetwork({ activation: 'relu', dropout: { kind: 'none', ratio: 0 } }, { scaling: 'none' }),
    ],
    [
      'deep-sigmoid',
      finalNetwork({ activation: 'sigmoid', hidden: [64, 64, 64], dropout: { kind: 'none', ratio: 0 } }),
    ],
    ['starved-layer', finalNetwork({ hidden: [256, 16], dropout: { kind: 'alpha', ratio: 0.5 } })],
  ])('says %s, and its fix answers it', (code, experiment) => {
    const advice = advise(experiment, [])

    expect(advice.map((item) => item.code)).toEqual([code])
    expect(advice.flatMap(({ fix }) => codes(fix))).toEqual([])
  })

  it('minds neither two sigmoid layers nor a deep stack with batch normalization', () => {
    const none = { kind: 'none', ratio: 0 } as const

    expect(codes(finalNetwork({ activation: 'sigmoid', hidden: [64, 64], dropout: none }))).toEqual([])
    expect(
      codes(
        finalNetwork({
          activation: 'sigmoid',
          hidden: [64, 64, 64],
          dropout: none,
          batchNormalization: true,
        }),
      ),
    ).toEqual([])
  })

  it('takes the dropout away from a layer that is too narrow for any', () => {
    const [advice] = advise(finalNetwork({ hidden: [12], dropout: { kind: 'alpha', ratio: 0.5 } }), [])

    expect(advice?.fix.design.dropout).toEqual({ kind: 'none', ratio: 0 })
  })

  it('can be followed to the end: fixes stay valid, and none brings an endless round', () => {
    const kinds = fc.constantFrom('none', 'dropout', 'alpha')
    const design = fc.record({
      activation: fc.constantFrom('sigmoid', 'relu', 'selu', 'tanh'),
      initialization: fc.constantFrom('lecun', 'he', 'xavier', 0.01),
      batchNormalization: fc.boolean(),
      hidden: fc.array(fc.integer({ min: 1, max: 64 }), { maxLength: 5 }),
      dropout: fc.record({ kind: kinds, ratio: fc.double({ min: 0, max: 0.9, noNaN: true }) }),
    })
    fc.assert(
      fc.property(design, fc.constantFrom('none', 'range', 'standardize'), (part, scaling) => {
        let experiment = finalNetwork(part as Partial<NetworkDesign>, {
          scaling: scaling as TrainingPlan['scaling'],
        })
        for (let round = 0; round < 12; round += 1) {
          const [first] = advise(experiment, [])
          if (first === undefined) return
          experiment = first.fix
          expect(parseExperiment(experiment)).toMatchObject({ ok: true })
        }
        expect(codes(experiment)).toEqual([])
      }),
    )
  })
})

describe('a list of advice', () => {
  it('begins with what keeps the network from learning at all, and names the field of each', () => {
    const optimizer = OPTIMIZER_DEFAULTS.nadam
    const experiment = finalNetwork(
      { batchNormalization: true, initialization: 'he', dropout: { kind: 'dropout', ratio: 0.25 } },
      { optimizer, learningRate: 0.3, scaling: 'none' },
    )
    const advice = advise(experiment, [])

    expect(advice.map(({ code }) => code)).toEqual([
      'rate-unusually-high',
      'selu-he',
      'selu-input',
      'selu-plain-dropout',
      'selu-batch-normalization',
    ])
    const paths = placedFields(experiment).map(({ path }) => path)
    expect(advice.map(({ path }) => path).filter((path) => !paths.includes(path))).toEqual([])
  })

  it('fixes the field that it names', () => {
    for (const item of advise(finalNetwork({ hidden: [12] }, { learningRate: 900, scaling: 'none' }), [])) {
      expect(valueAt(item.fix, item.path)).not.toEqual(
        valueAt(finalNetwork({ hidden: [12] }, { learningRate: 900, scaling: 'none' }), item.path),
      )
    }
  })
})

describe('advice about the learning rate', () => {
  const worked = [earlierRun(0.1, 0.89), earlierRun(0.3, 0.893), earlierRun(0.01, 0.86)]

  it('says nothing without enough runs of the same kind', () => {
    const otherOptimizer = worked.map((run) => ({
      ...run,
      experiment: finalNetwork({}, { ...run.experiment.plan, optimizer: { kind: 'sgd' } }),
    }))

    expect(codes(finalNetwork({}, { learningRate: 1.2 }), worked.slice(0, 2))).toEqual([])
    expect(codes(finalNetwork({}, { learningRate: 1.2 }), otherOptimizer)).toEqual([])
    expect(codes(finalNetwork({}, { learningRate: 1.2 }), worked)).toEqual(['rate-too-high'])
  })

  it.each<readonly [OptimizerKind, number, AdviceCode, number]>([
    ['nadam', 0.3, 'rate-unusually-high', 0.001],
    ['nadam', 0.1, 'rate-unusually-high', 0.001],
    ['adam', 0.2, 'rate-unusually-high', 0.001],
    ['sgd', 10, 'rate-unusually-high', 0.3],
    ['sgd', 0.0001, 'rate-unusually-low', 0.3],
    ['momentum', 100, 'rate-unusually-high', 0.3],
    ['adamw', 1e-6, 'rate-unusually-low', 0.001],
  ])('minds %s at %d where no runs tell more', (kind, learningRate, code, fixed) => {
    const advice = advise(finalNetwork({}, { optimizer: OPTIMIZER_DEFAULTS[kind], learningRate }), [])

    expect(advice).toMatchObject([{ code, values: { rate: learningRate, optimizer: kind } }])
    expect(advice[0]?.fix.plan.learningRate).toBe(fixed)
    expect(advice.flatMap(({ fix }) => codes(fix))).toEqual([])
  })

  const rows = Object.entries(OPTIMIZER_ROWS).map(([kind, row]) => [kind as OptimizerKind, row] as const)
  it.each(rows)(
    'minds %s from just outside of three times its usual range on, and not before',
    (kind, row) => {
      const { from, to } = row.usualRates
      const said = (learningRate: number) =>
        codes(finalNetwork({}, { optimizer: OPTIMIZER_DEFAULTS[kind], learningRate }))

      for (const rate of [from, to, to * 1.01, row.usualRate, 2.99 * to, from / 9.9])
        expect(said(rate)).toEqual([])
      for (const rate of [3.01 * to, 10 * to, 100 * to]) expect(said(rate)).toEqual(['rate-unusually-high'])
      for (const rate of [from / 10.1, from / 1000]) expect(said(rate)).toEqual(['rate-unusually-low'])
    },
  )

  it('believes runs before what is usual', () => {
    const strange = [30, 40, 50].map((rate) => earlierRun(rate, 0.88))

    expect(codes(finalNetwork({}, { learningRate: 45 }), strange)).toEqual([])
    expect(codes(finalNetwork({}, { learningRate: 45 }))).toEqual(['rate-unusually-high'])
  })

  it('finds nothing unusual about the presets, nor about the rates at which their optimizers do well', () => {
    const unusual = (experiment: Experiment): boolean =>
      codes(experiment).some((code) => code.startsWith('rate-'))

    expect(PRESETS.filter(({ experiment }) => unusual(experiment)).map(({ id }) => id)).toEqual([])
    const best = REFERENCE_ROWS.map(({ experiment, ourLearningRate: learningRate }) => ({
      ...experiment,
      plan: { ...experiment.plan, learningRate },
    }))
    expect(best.filter(unusual)).toEqual([])
  })

  it('does not believe runs that have learned nothing, even where they are all there is', () => {
    const optimizer = OPTIMIZER_DEFAULTS.nadam
    const guessing = [1, 2, 3].map((seed) => ({
      experiment: finalNetwork({}, { optimizer, learningRate: 0.3, seed }),
      accuracy: 0.0998,
      diverged: false,
    }))

    expect(codes(finalNetwork({}, { optimizer, learningRate: 0.3 }), guessing)).toEqual([
      'rate-unusually-high',
    ])
  })

  it('takes a rate at which everything diverged to one that usually works', () => {
    const optimizer = OPTIMIZER_DEFAULTS.adam
    const diverged = {
      experiment: finalNetwork({}, { optimizer, learningRate: 900 }),
      accuracy: null,
      diverged: true,
    }
    const [advice] = advise(finalNetwork({}, { optimizer, learningRate: 900 }), [diverged])

    expect(advice?.code).toBe('rate-diverged')
    expect(codes(advice?.fix ?? finalNetwork(), [diverged])).toEqual([])
  })

  it('takes a rate far above what worked down to the highest that did', () => {
    const [advice] = advise(finalNetwork({}, { learningRate: 1 }), worked)

    expect(advice).toMatchObject({ code: 'rate-too-high', values: { rate: 1, lowest: 0.1, highest: 0.3 } })
    expect(advice?.fix.plan.learningRate).toBe(0.3)
  })

  it('takes a rate far below what worked up to the lowest that did', () => {
    const [advice] = advise(finalNetwork({}, { learningRate: 0.001 }), worked)

    expect(advice).toMatchObject({ code: 'rate-too-low' })
    expect(advice?.fix.plan.learningRate).toBe(0.1)
  })

  it('warns of a rate at which a run diverged, unless a higher one worked', () => {
    const diverged = earlierRun(0.6, null, true)
    const badLuck = earlierRun(0.2, null, true)

    expect(codes(finalNetwork({}, { learningRate: 0.7 }), [...worked, diverged])).toEqual(['rate-diverged'])
    expect(codes(finalNetwork({}, { learningRate: 0.7 }), [diverged])).toEqual(['rate-diverged'])
    expect(codes(finalNetwork({}, { learningRate: 0.25 }), [...worked, badLuck])).toEqual([])
  })
})
