import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkDesign, TrainingPlan } from '#shared/experiment/experiment'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { PRESETS } from '#shared/experiment/presets'
import { runVerdict } from '#shared/history/run-verdict'
import { verdictFixes } from '#shared/history/verdict-fixes'
import { VERDICT_KINDS } from '#shared/history/verdict-kind'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import { exampleRun } from '../../helpers/example-runs'
import { validExperiments } from '../../helpers/valid-experiments'

interface Ended {
  readonly record?: Partial<Omit<RunRecord, 'experiment' | 'predictions'>>
  readonly plan?: Partial<TrainingPlan>
  readonly design?: Partial<NetworkDesign>
  /** Validation accuracies and losses, evenly over the run. */
  readonly accuracy?: readonly number[]
  readonly loss?: readonly number[]
  readonly lastRate?: number
}

function curves({ accuracy = [], loss = [], lastRate }: Ended, rate: number): RunCurves {
  const iteration = accuracy.map((_, index) => (index + 1) * 100)
  return {
    format: 'our-neural-network/curves',
    version: 1,
    id: 'run',
    training: {
      iteration,
      loss: accuracy.map(() => 0.3),
      accuracy,
      learningRate: accuracy.map((_, index) => (index === accuracy.length - 1 ? (lastRate ?? rate) : rate)),
    },
    validation: { iteration, loss: accuracy.map((_, index) => loss[index] ?? 0.3), accuracy },
    layers: {
      iteration: [],
      preactivationMean: [],
      preactivationVariance: [],
      activationMean: [],
      activationVariance: [],
    },
    seconds: iteration,
  }
}

function judge(ended: Ended) {
  const { plan = {}, design = {}, record = {} } = ended
  const run = exampleRun('run', { plan, design, record })
  const drawn = ended.accuracy === undefined ? null : curves(ended, run.record.experiment.plan.learningRate)
  return runVerdict({ record: run.record, doubt: run.doubt, curves: drawn, earlier: [] })
}

const codes = (fixes: readonly { readonly code: string }[]): readonly string[] =>
  fixes.map(({ code }) => code)

describe('the verdict on a run', () => {
  it.each([
    ['final network, seed 1', 0.9817, 0.9112],
    ['final network, seed 2', 0.9812, 0.9043],
    ['best of the lab, seed 2', 0.9844, 0.9138],
  ])('is fine for what trains well: %s', (_, trainAccuracy, validationAccuracy) => {
    const verdict = judge({ record: { trainAccuracy, validationAccuracy } })

    expect(verdict).toMatchObject({ kind: 'fine', tone: 'good', basis: 'validation' })
    expect(codes(verdict.notes)).toEqual(['gap'])
    expect(codes(verdict.fixes)).toContain('another-seed')
  })

  it('is never fine for a network that guesses, although all iterations are done', () => {
    const plan = { optimizer: OPTIMIZER_DEFAULTS.nadam, learningRate: 0.3 }
    const verdict = judge({ plan, record: { trainAccuracy: 0.1001, validationAccuracy: 0.0998 } })

    expect(verdict).toMatchObject({
      kind: 'guessing',
      tone: 'bad',
      values: { accuracy: 0.0998, chance: 0.1 },
    })
    const [first] = verdict.fixes
    expect(first?.code).toMatch(/^rate-/)
    expect(first?.experiment.plan.learningRate).toBeLessThanOrEqual(0.01)
  })

  it('of a rate that is unusual, but not by far, offers the usual end', () => {
    const plan = { optimizer: OPTIMIZER_DEFAULTS.adam, learningRate: 0.025 }
    const verdict = judge({ plan, record: { trainAccuracy: 0.1, validationAccuracy: 0.1 } })

    const rates = verdict.fixes.map(({ experiment }) => experiment.plan.learningRate)
    expect(rates).toContain(0.01)
  })

  it('of a rate that is too low offers a higher one', () => {
    const plan = { optimizer: OPTIMIZER_DEFAULTS.adam, learningRate: 0.00005 }
    const [fix] = judge({ plan, record: { trainAccuracy: 0.12, validationAccuracy: 0.12 } }).fixes

    expect(fix).toMatchObject({ code: 'raise-rate', values: { from: 0.00005, to: 0.0001 } })
  })

  it('says where a run diverged, and lowers the rate or clips', () => {
    const verdict = judge({
      plan: { learningRate: 1 },
      record: {
        stopReason: 'diverged',
        iterations: 1234,
        divergence: { iteration: 1234, layer: 'layers.1' },
        trainAccuracy: null,
        validationAccuracy: null,
      },
    })

    expect(verdict).toMatchObject({ kind: 'diverged', tone: 'bad', values: { iteration: 1234 } })
    expect(verdict.notes).toEqual([{ code: 'layer', values: { layer: 2 } }])
    expect(codes(verdict.fixes)).toEqual(['lower-rate', 'clip-gradients'])
    expect(verdict.fixes[0]?.experiment.plan.learningRate).toBe(0.5)
    expect(verdict.fixes[1]?.experiment.plan.gradientClipping).toBe(1)
  })

  it('says by how many points a network overfits', () => {
    const verdict = judge({ record: { trainAccuracy: 1, validationAccuracy: 0.8963 } })

    expect(verdict).toMatchObject({ kind: 'overfitting', tone: 'warning', values: { points: 10.4 } })
    expect(verdict.fixes.length).toBeGreaterThan(0)
  })

  it('sees overfitting in a smaller gap where the validation loss has climbed', () => {
    const record = { trainAccuracy: 0.95, validationAccuracy: 0.89, validationLoss: 0.6 }
    const climbed = judge({ record, accuracy: [0.88, 0.89, 0.89, 0.89], loss: [0.35, 0.33, 0.45, 0.6] })
    const level = judge({
      record: { ...record, validationLoss: 0.34 },
      accuracy: [0.88, 0.89, 0.89, 0.89],
      loss: [0.35, 0.33, 0.33, 0.34],
    })

    expect(climbed.kind).toBe('overfitting')
    expect(level.kind).toBe('fine')
  })

  it('of an overfitting SELU network adds alpha dropout, of another one plain dropout', () => {
    const record = { trainAccuracy: 1, validationAccuracy: 0.88 }
    const bare = { kind: 'none', ratio: 0 } as const
    const kindFor = (activation: NetworkDesign['activation']) =>
      judge({ record, design: { activation, dropout: bare } }).fixes[0]?.experiment.design.dropout.kind

    expect(kindFor('selu')).toBe('alpha')
    expect(kindFor('relu')).toBe('dropout')
  })

  it('says that a network had been better', () => {
    const verdict = judge({
      record: { trainAccuracy: 0.6, validationAccuracy: 0.58 },
      accuracy: [0.6, 0.82, 0.86, 0.7, 0.58],
    })

    expect(verdict).toMatchObject({
      kind: 'collapsed',
      values: { best: 0.86, iteration: 300, accuracy: 0.58 },
    })
  })

  it.each([
    ['stopped', 'stopped-by-user'],
    ['interrupted', 'interrupted'],
  ] as const)('of a run that was %s says so, and judges what there is', (stopReason, code) => {
    const record = { stopReason, iterations: 1200, trainAccuracy: 0.88, validationAccuracy: 0.86 }
    const good = judge({ record })
    const bad = judge({ record: { ...record, trainAccuracy: 0.1, validationAccuracy: 0.1 } })

    expect(good).toMatchObject({ kind: 'partial', values: { accuracy: 0.86 } })
    expect(good.notes).toContainEqual({ code, values: { iterations: 1200, planned: 10_000 } })
    expect(bad.kind).toBe('guessing')
    expect(codes(bad.notes)).toContain(code)
  })

  it('of early stopping says that the rule did it', () => {
    const verdict = judge({ record: { stopReason: 'early-stopping', iterations: 4000 } })

    expect(verdict).toMatchObject({ kind: 'early', tone: 'good' })
    expect(codes(verdict.notes)).toContain('stopped-by-rule')
  })

  it('on a record that is not believed says nothing of its figures', () => {
    const run = exampleRun('run', { summary: { doubt: { code: 'changed', values: {} } } })
    const verdict = runVerdict({ record: run.record, doubt: run.doubt, curves: null, earlier: [] })

    expect(verdict).toMatchObject({ kind: 'doubted', values: {}, notes: [], fixes: [] })
  })

  it('does not look at the test figures', () => {
    const record = { validationAccuracy: null, trainAccuracy: 0.9 }
    const verdicts = [0.1, 0.9, null].map((testAccuracy) =>
      judge({ plan: { validationShare: 0 }, record: { ...record, testAccuracy } }),
    )

    expect(verdicts[0]).toMatchObject({ kind: 'fine', basis: 'training' })
    expect(verdicts[1]).toEqual(verdicts[0])
    expect(verdicts[2]).toEqual(verdicts[0])
    expect(codes(verdicts[0]?.notes ?? [])).toContain('no-validation')
    expect(codes(verdicts[0]?.fixes ?? [])).toContain('keep-validation')
  })

  it('of a run without any figures says that', () => {
    expect(judge({ record: { trainAccuracy: null, validationAccuracy: null } }).kind).toBe('unmeasured')
  })

  it('of a short training that has learned little offers more iterations, enough to see every image', () => {
    const verdict = judge({
      plan: { iterations: 20 },
      record: { iterations: 20, plannedIterations: 20, trainAccuracy: 0.5, validationAccuracy: 0.5 },
    })

    expect(verdict.kind).toBe('weak')
    expect(codes(verdict.notes)).toContain('short')
    expect(codes(verdict.fixes)).toEqual(['more-iterations'])
    expect(verdict.fixes[0]?.experiment.plan.iterations).toBeGreaterThanOrEqual(300)
  })

  it('sees that the accuracy still rose, unless a falling rate lifted it', () => {
    const rising = [0.76, 0.78, 0.8, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87, 0.88]
    const record = { trainAccuracy: 0.88, validationAccuracy: 0.88 }
    const steady = judge({ record, accuracy: rising })
    const falling = judge({ record, accuracy: rising, lastRate: 0.001 })

    expect(codes(steady.notes)).toContain('still-improving')
    expect(steady.fixes[0]?.code).toBe('more-iterations')
    expect(codes(falling.notes)).not.toContain('still-improving')
  })

  it('warns of no preset by its settings alone', () => {
    for (const { experiment } of PRESETS) {
      const run = exampleRun('run', { design: experiment.design, plan: experiment.plan })
      const verdict = runVerdict({ record: run.record, doubt: null, curves: null, earlier: [] })
      expect(verdict.tone).toBe('good')
    }
  })
})

describe('what to try next', () => {
  it('is for every experiment and every verdict something that the form takes, and that changes it', () => {
    fc.assert(
      fc.property(
        validExperiments,
        fc.constantFrom(...VERDICT_KINDS),
        fc.boolean(),
        (experiment, kind, tooShort) => {
          for (const fix of verdictFixes({ kind, experiment, earlier: [], tooShort })) {
            expect(parseExperiment(fix.experiment).ok).toBe(true)
            expect(fix.experiment).not.toEqual(experiment)
          }
        },
      ),
    )
  })

  it('has something for every poor end', () => {
    for (const { experiment } of PRESETS) {
      for (const kind of ['diverged', 'guessing', 'weak', 'collapsed', 'overfitting'] as const) {
        const fixes = verdictFixes({ kind, experiment, earlier: [], tooShort: false })
        expect(fixes.length).toBeGreaterThan(0)
        expect(new Set(codes(fixes)).size).toBe(fixes.length)
      }
    }
  })
})
