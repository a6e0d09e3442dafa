import { describe, expect, it } from 'vitest'
import { PRESET_RESULTS } from '../../../src-shared/experiment/preset-results'
import { findPreset, type Preset, PRESETS } from '../../../src-shared/experiment/presets'
import { presetOutlook, runsBySettings } from '../../../src-shared/history/preset-outlook'
import type { RunSummary } from '../../../src-shared/records/run-summary'
import { exampleRun } from '../../helpers/example-runs'

const final = findPreset('final-network') as Preset
const quick = findPreset('quick-look') as Preset

function outlook(preset: Preset, runs: readonly RunSummary[], calibration: number | null = null) {
  return presetOutlook(preset, runsBySettings(runs), runs, calibration)
}
const finalRun = (seed: number, validationAccuracy: number, seconds: number, more: object = {}) =>
  exampleRun(`run-${String(seed)}`, { plan: { seed }, record: { validationAccuracy, seconds }, ...more })

describe('what is expected of a preset', () => {
  it('is what the lab has measured, and a rough time, where nothing is known here', () => {
    const { accuracy, time } = outlook(final, [])

    expect(accuracy).toEqual({ of: 'validation', low: 0.9043, high: 0.9112, basis: 'lab', runs: 0 })
    expect(time.basis).toBe('rough')
    expect(time.low).toBeGreaterThan(1)
    expect(time.high / time.low).toBeGreaterThan(2)
  })

  it('rests on the speed of the computer once that is measured', () => {
    const { time } = outlook(quick, [], 200)

    // 600 steps at 200 a second.
    expect(time).toMatchObject({ low: 1.5, high: 4.5, basis: 'workload' })
  })

  it('is what runs of just these settings got here, whatever their seeds', () => {
    const { accuracy, time } = outlook(final, [finalRun(1, 0.9, 30), finalRun(2, 0.91, 40)], 200)

    expect(accuracy).toEqual({ of: 'validation', low: 0.9, high: 0.91, basis: 'runs', runs: 2 })
    expect(time).toEqual({ low: 30, high: 40, basis: 'runs', runs: 2 })
  })

  it('takes no time from other computers, and nothing from runs that did not end or are other settings', () => {
    const others = [
      finalRun(1, 0.9, 3, { summary: { origin: 'team' } }),
      exampleRun('stopped', { record: { validationAccuracy: 0.5, seconds: 3, stopReason: 'stopped' } }),
      exampleRun('other', { plan: { learningRate: 0.2 }, record: { validationAccuracy: 0.6, seconds: 3 } }),
    ]
    const { accuracy, time } = outlook(final, others)

    expect(accuracy).toMatchObject({ low: 0.9, high: 0.9, basis: 'runs', runs: 1 })
    expect(time.basis).toBe('rough')
  })

  it('is known for every preset', () => {
    expect(Object.keys(PRESET_RESULTS).toSorted()).toEqual(PRESETS.map(({ id }) => id).toSorted())
    for (const preset of PRESETS) {
      const { accuracy } = outlook(preset, [])
      expect(accuracy?.low).toBeGreaterThan(0.5)
      expect(accuracy?.of).toBe(preset.experiment.plan.validationShare > 0 ? 'validation' : 'test')
    }
  })
})
