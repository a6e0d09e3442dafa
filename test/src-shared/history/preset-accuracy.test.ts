import { describe, expect, it } from 'vitest'
import { PRESET_RESULTS } from '../../../src-shared/experiment/preset-results'
import { findPreset, type Preset, PRESETS } from '../../../src-shared/experiment/presets'
import { presetAccuracy } from '../../../src-shared/history/preset-accuracy'
import { runsBySettings } from '../../../src-shared/history/runs-by-settings'
import { exampleRun } from '../../helpers/example-runs'

const final = findPreset('final-network') as Preset
const finalRun = (seed: number, validationAccuracy: number) =>
  exampleRun(`run-${String(seed)}`, { plan: { seed }, record: { validationAccuracy } })

describe('the accuracy that is expected of a preset', () => {
  it('is what the lab has measured where nothing is known here', () => {
    expect(presetAccuracy(final, runsBySettings([]))).toEqual({
      of: 'validation',
      low: 0.9043,
      high: 0.9112,
      basis: 'lab',
      runs: 0,
    })
  })

  it('is what runs of just these settings got, whatever their seeds', () => {
    const known = runsBySettings([finalRun(1, 0.9), finalRun(2, 0.91)])
    expect(presetAccuracy(final, known)).toEqual({
      of: 'validation',
      low: 0.9,
      high: 0.91,
      basis: 'runs',
      runs: 2,
    })
  })

  it('rests on no run that did not end or has other settings', () => {
    const known = runsBySettings([
      finalRun(1, 0.9),
      exampleRun('stopped', { record: { validationAccuracy: 0.5, stopReason: 'stopped' } }),
      exampleRun('other', { plan: { learningRate: 0.2 }, record: { validationAccuracy: 0.6 } }),
    ])
    expect(presetAccuracy(final, known)).toMatchObject({ low: 0.9, high: 0.9, basis: 'runs', runs: 1 })
  })

  it('is known for every preset', () => {
    expect(Object.keys(PRESET_RESULTS).toSorted()).toEqual(PRESETS.map(({ id }) => id).toSorted())
    for (const preset of PRESETS) {
      const accuracy = presetAccuracy(preset, runsBySettings([]))
      expect(accuracy?.low).toBeGreaterThan(0.5)
      expect(accuracy?.of).toBe(preset.experiment.plan.validationShare > 0 ? 'validation' : 'test')
    }
  })
})
