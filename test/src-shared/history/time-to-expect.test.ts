import { describe, expect, it } from 'vitest'
import { runsBySettings } from '#shared/history/runs-by-settings'
import { stepWork, type TimeToExpect, timeToExpect } from '#shared/history/time-to-expect'
import type { RunSummary } from '#shared/records/run-summary'
import { exampleExperiment, exampleRun } from '../../helpers/example-runs'

/** The standard workload: 10,000 steps. */
const draft = exampleExperiment()
const machine = { cores: 2, model: '', platform: '', calibration: 100 }
const middle = ({ low, high }: TimeToExpect): number => (low + high) / 2

function expected(runs: readonly RunSummary[], calibration: number | null, experiment = draft): TimeToExpect {
  return timeToExpect(experiment, { bySettings: runsBySettings(runs), newest: runs, calibration })
}

describe('the time to expect', () => {
  it('is what runs of just these settings took here, whatever their seeds, measured computer or not', () => {
    const runs = [30, 40].map((seconds, seed) =>
      exampleRun(String(seed), { plan: { seed }, record: { seconds } }),
    )
    const same = { low: 30, high: 40, basis: 'same', runs: 2 }

    expect(expected(runs, null)).toEqual(same)
    expect(expected(runs, 200)).toEqual(same)
  })

  it('is not that of other computers, and not of runs that did not end or have other settings', () => {
    const others = [
      exampleRun('team', { record: { seconds: 3 }, summary: { origin: 'team' } }),
      exampleRun('stopped', { record: { seconds: 3, stopReason: 'stopped' } }),
      exampleRun('other', { plan: { learningRate: 0.2 }, record: { seconds: 3 } }),
    ]
    expect(expected(others, null).basis).toBe('rough')
  })

  it('carries what a similar run took over to this computer', () => {
    const run = exampleRun('a', { plan: { learningRate: 0.2 }, record: { seconds: 80, machine } })
    const time = expected([run], 200)

    expect(time).toMatchObject({ basis: 'similar', runs: 1 })
    expect(time.low).toBeLessThan(40)
    expect(middle(time)).toBeCloseTo(40, 9)
  })

  it('grows with iterations', () => {
    const run = exampleRun('a', { plan: { learningRate: 0.2 }, record: { seconds: 80, machine } })
    const twice = expected([run], 100, exampleExperiment({}, { iterations: 20_000 }))
    expect(twice.high).toBeCloseTo(2 * expected([run], 100).high, 9)
  })

  it('is the work at the measured speed where no run is similar, and at a rough speed before that', () => {
    expect(expected([], 100)).toMatchObject({ basis: 'workload', runs: 0 })
    expect(middle(expected([], 100))).toBeCloseTo(100, 9)

    const rough = expected([], null)
    expect(rough).toMatchObject({ basis: 'rough', runs: 0 })
    expect(rough.low).toBeGreaterThan(1)
    expect(rough.high / rough.low).toBeGreaterThan(2)
  })

  it('counts the multiply-adds of a batch', () => {
    expect(stepWork(draft)).toBe(512 * (784 * 256 + 256 * 64 + 64 * 10))
  })
})
