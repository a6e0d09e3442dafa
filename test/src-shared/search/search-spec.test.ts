import { describe, expect, it } from 'vitest'
import { findPreset } from '#shared/experiment/presets'
import { createSampler } from '#shared/search/create-sampler'
import { SEARCH_PRESETS, severalSeeds } from '#shared/search/search-presets'
import { settingsAt } from '#shared/search/search-space'
import { parseSearch } from '#shared/search/search-spec'

const base = SEARCH_PRESETS[0]?.spec.base
const right = {
  format: 'our-neural-network/search',
  version: 1,
  name: 'decay',
  base,
  space: { 'plan.weightDecay': { kind: 'logarithmic', low: 1e-8, high: 1e-4 } },
  sampler: { kind: 'random', seed: 1 },
  trials: 10,
}

function sentences(changes: object): readonly string[] {
  const parsed = parseSearch({ ...right, ...changes })
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message)
}

const space = (path: string, range: object) => ({ space: { [path]: range } })

describe('a search', () => {
  it('is read with what it need not say: the seed of the base, and validation accuracy to rank by', () => {
    const parsed = parseSearch(right)
    expect(parsed).toMatchObject({ ok: true, spec: { seeds: [1], rankBy: 'validationAccuracy' } })
  })

  it('of a preset can be read', () => {
    for (const { spec } of SEARCH_PRESETS) expect(parseSearch(spec)).toEqual({ ok: true, spec })
    const quick = findPreset('quick-look')?.experiment
    if (quick === undefined) throw new Error('The preset is gone.')
    const seeds = severalSeeds(quick, [1, 2, 3, 4, 5], 'five seeds')
    expect(parseSearch(seeds)).toEqual({ ok: true, spec: seeds })
  })

  it('for the weight decay is the reference project’s: final network, 1e-8 to 1e-4, a fifth for validation', () => {
    const spec = SEARCH_PRESETS.find(({ id }) => id === 'weight-decay')?.spec
    expect(spec?.base.design.hidden).toEqual([256, 64])
    expect(spec?.base.plan.validationShare).toBe(0.2)
    expect(spec?.space).toEqual(right.space)
  })

  it.each([
    [{ extra: 1 }, 'extra is not a field of a search.'],
    [{ sampler: { kind: 'random', seed: 1, steps: 3 } }, 'sampler.steps is not a field of a search.'],
    [
      space('plan.weightDecay', { kind: 'linear', low: 0, high: 1, step: 1 }),
      'space.plan.weightDecay.step is not a field of a search.',
    ],
    [{ version: 2 }, 'Its version is 2: it was made by a newer version of the lab.'],
    [
      space('plan.weightDecay', { kind: 'linear', low: 0.5, high: 0.1 }),
      'The range of plan.weightDecay is empty: its low end 0.5 is above its high end 0.1.',
    ],
    [
      space('plan.weightDecay', { kind: 'linear', low: 0.1, high: 0.1 }),
      'The range of plan.weightDecay has one value only, 0.1: write it into the base instead.',
    ],
    [
      space('plan.weightDecay', { kind: 'logarithmic', low: 0, high: 0.1 }),
      'The range of plan.weightDecay is logarithmic and begins at 0, but must begin above 0.',
    ],
    [
      space('plan.weightDecay', { kind: 'linear', low: -1, high: 0.1 }),
      'The range of plan.weightDecay begins at -1, but must begin at 0 or above.',
    ],
    [
      space('plan.weightDecay', { kind: 'linear', low: 0, high: 2 }),
      'The range of plan.weightDecay ends at 2, but must end at 1 or below.',
    ],
    [
      space('plan.labelSmoothing', { kind: 'linear', low: 0, high: 1 }),
      'The range of plan.labelSmoothing ends at 1, but must end below 1.',
    ],
    [
      space('plan.learningRate', { kind: 'linear', low: 0, high: 1 }),
      'The range of plan.learningRate begins at 0, but must begin above 0.',
    ],
    [
      space('plan.batchSize', { kind: 'linear', low: 16, high: 64 }),
      'The range of plan.batchSize must be a range of whole numbers (whole, whole-logarithmic) or choices.',
    ],
    [
      space('plan.batchSize', { kind: 'whole', low: 16.5, high: 64 }),
      'space.plan.batchSize.low is 16.5, but must be a whole number.',
    ],
    [space('plan.batchSize', { kind: 'choices', values: [] }), 'space.plan.batchSize.values is empty.'],
    [
      space('plan.batchSize', { kind: 'choices', values: [64, 64] }),
      'The range of plan.batchSize names a value twice.',
    ],
    [
      space('plan.batchSize', { kind: 'choices', values: [64, 0] }),
      'The range of plan.batchSize is not possible: plan.batchSize is 0, but must be at least 1.',
    ],
    [
      space('design.activation', { kind: 'linear', low: 0, high: 1 }),
      'The range of design.activation must be a list of choices.',
    ],
    [
      space('design.activation', { kind: 'choices', values: ['selu', 'swoosh'] }),
      /^The range of design.activation is not possible: design.activation is "swoosh", but must be one of /,
    ],
    [
      space('design.hidden', { kind: 'widths', layers: { low: 3, high: 2 }, from: [64] }),
      'The range of design.hidden is empty: its least number of layers 3 is above its greatest 2.',
    ],
    [
      space('design.hidden', { kind: 'widths', layers: { low: 1, high: 99 }, from: [64] }),
      'space.design.hidden.layers.high is 99, but must be at most 16.',
    ],
    [
      space('design.hidden', { kind: 'widths', layers: { low: 1, high: 2 }, from: [5000] }),
      'The range of design.hidden is not possible: design.hidden.0 is 5000, but must be at most 4096.',
    ],
    [
      space('plan.momentum', { kind: 'linear', low: 0, high: 0.5 }),
      'The range of plan.momentum is no setting that a search can try.',
    ],
    [
      space('plan.seed', { kind: 'whole', low: 0, high: 5 }),
      'The range of plan.seed is no setting that a search can try.',
    ],
    [
      space('plan.optimizer.beta1', { kind: 'linear', low: 0, high: 0.5 }),
      'The range of plan.optimizer.beta1 is a constant of a rule that no trial has.',
    ],
    [
      { rankBy: 'testAccuracy' },
      'A search is never ranked by the test images: rankBy must be validationAccuracy or validationLoss.',
    ],
    [{ sampler: { kind: 'grid', points: 1 } }, 'sampler.points is 1, but must be at least 2.'],
    [{ sampler: { kind: 'grid', points: 5 } }, 'The grid has 5 points only, but 10 trials are asked for.'],
    [
      {
        sampler: { kind: 'grid', points: 1000 },
        space: Object.fromEntries(
          ['plan.weightDecay', 'plan.labelSmoothing', 'plan.averaging', 'design.dropout.ratio'].map(
            (path) => [path, { kind: 'linear', low: 0, high: 0.5 }],
          ),
        ),
      },
      'The grid has 1000000000000 points, but at most 10000 can be tried: try fewer settings, or fewer points of each.',
    ],
    [
      {
        sampler: { kind: 'grid', points: 5 },
        space: { 'design.hidden': { kind: 'widths', layers: { low: 1, high: 2 }, from: [32, 64] } },
      },
      'A grid cannot cut design.hidden, a range of lists of layers: name the lists as choices, or choose another sampler.',
    ],
    [{ trials: 1e12 }, 'trials is 1000000000000, but must be at most 10000.'],
    [{ trials: 0 }, 'trials is 0, but must be at least 1.'],
    [
      { trials: 6000, seeds: [1, 2] },
      'The search has 12000 runs (6000 trials with 2 seeds each), but at most 10000 are possible.',
    ],
    [{ seeds: [] }, 'seeds is empty.'],
    [{ seeds: [1, 1] }, 'seeds names a seed twice.'],
    [
      {
        base: findPreset('final-network')?.experiment,
        space: {},
        seeds: undefined,
        trials: 1,
        sampler: { kind: 'magic' },
      },
      /^sampler.kind is "magic", but must be /,
    ],
    [
      { base: { ...base, plan: { ...base?.plan, validationShare: 0 } } },
      'base.plan.validationShare is 0, but trials are ranked by images that they were not trained on: keep some for validation, such as 0.2.',
    ],
    [
      { base: { ...base, plan: { ...base?.plan, iterations: 0 } } },
      'The base cannot be used: plan.iterations is 0, but must be at least 1.',
    ],
    [
      { base: { ...base, colour: 'red' } },
      'The base cannot be used: colour is not a field of an experiment.',
    ],
  ])('with the fault %o is refused with a sentence', (changes, sentence) => {
    const found = sentences(changes)
    expect(found).toHaveLength(1)
    if (sentence instanceof RegExp) expect(found[0]).toMatch(sentence)
    else expect(found[0]).toBe(sentence)
  })

  it('may try a constant of a rule that some of its trials have', () => {
    const changes = {
      space: {
        'plan.optimizer.kind': { kind: 'choices', values: ['momentum', 'adam'] },
        'plan.optimizer.beta1': { kind: 'linear', low: 0.8, high: 0.95 },
      },
    }
    expect(sentences(changes)).toEqual([])
  })

  it.each(['random', 'latin-hypercube', 'sobol', 'tpe'])('may have the sampler %s', (kind) => {
    const sampler = { kind, seed: 3, ...(kind === 'latin-hypercube' ? { points: 10 } : {}) }
    expect(sentences({ sampler })).toEqual([])
  })

  it('on a grid has both ends of a logarithmic range, and all of what has fewer values than points', () => {
    const parsed = parseSearch({
      ...right,
      sampler: { kind: 'grid', points: 3 },
      space: {
        'plan.weightDecay': { kind: 'logarithmic', low: 1e-8, high: 1e-4 },
        'plan.batchSize': { kind: 'whole', low: 64, high: 65 },
      },
      trials: 6,
    })
    if (!parsed.ok) throw new Error('The spec is right.')
    const { spec } = parsed
    const sampler = createSampler(spec)
    const tried = Array.from({ length: 6 }, (_, trial) => settingsAt(spec.space, sampler.pointOf(trial, [])))
    expect(tried.map((settings) => settings['plan.batchSize'])).toEqual([64, 65, 64, 65, 64, 65])
    const decays = tried.map((settings) => Number(settings['plan.weightDecay']))
    expect(decays.filter((_, trial) => trial < 2 || trial > 3)).toEqual([1e-8, 1e-8, 1e-4, 1e-4])
    expect(decays[2] * 1e6).toBeCloseTo(1, 12)
  })
})
