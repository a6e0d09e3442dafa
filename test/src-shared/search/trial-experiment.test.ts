import { describe, expect, it } from 'vitest'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { finalNetwork } from '#shared/experiment/presets'
import { SEARCHABLE_FIELDS } from '#shared/search/searchable-fields'
import { withSeed, withSettings } from '#shared/search/trial-experiment'

const planOf = (settings: Parameters<typeof withSettings>[1]) => {
  const parsed = parseExperiment(withSettings(finalNetwork, settings))
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  return parsed.experiment.plan
}

describe('the experiment of a trial', () => {
  it('is the base with its settings, and nothing else is changed', () => {
    expect(planOf({})).toEqual(finalNetwork.plan)
    expect(planOf({ 'plan.weightDecay': 0.5, 'plan.schedule.up': 0.25 })).toEqual({
      ...finalNetwork.plan,
      weightDecay: 0.5,
      schedule: { ...finalNetwork.plan.schedule, up: 0.25 },
    })
    expect(withSeed(finalNetwork, 9).plan).toEqual({ ...finalNetwork.plan, seed: 9 })
  })

  it('has the constants of its own rule: another kind begins with its defaults, the same kind keeps what the base says', () => {
    const settings = { 'plan.optimizer.momentum': 0.5, 'plan.optimizer.beta1': 0.7 }
    expect(planOf({ ...settings, 'plan.optimizer.kind': 'adam' }).optimizer).toEqual({
      kind: 'adam',
      beta1: 0.7,
      beta2: 0.999,
      epsilon: 1e-8,
    })
    expect(planOf({ ...settings, 'plan.optimizer.kind': 'momentum' }).optimizer).toEqual({
      kind: 'momentum',
      momentum: 0.5,
    })
  })

  it('may change every field but what follows from the data and the seed', () => {
    const paths = [...SEARCHABLE_FIELDS.keys()]
    expect(paths).toContain('design.hidden')
    expect(paths).toContain('design.dropout.ratio')
    expect(paths).toContain('plan.optimizer.kind')
    expect(paths).toContain('plan.schedule.warmUp')
    for (const path of ['design.input', 'design.output', 'plan.seed', 'plan.optimizer'])
      expect(paths).not.toContain(path)
  })
})
