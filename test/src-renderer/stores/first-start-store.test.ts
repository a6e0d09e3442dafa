import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Job } from '#shared/ipc'
import { useFirstStartStore } from '../../../src-renderer/stores/first-start-store'
import { useJobsStore } from '../../../src-renderer/stores/jobs-store'
import { useRunsStore } from '../../../src-renderer/stores/runs-store'
import { exampleExperiment, exampleRun } from '../../helpers/example-runs'
import { type FakeLab, installFakeLab } from '../../helpers/fake-lab'

const job = (id: string): Job => ({
  ...{ id, kind: 'train', title: '', experiment: exampleExperiment(), state: 'running' },
  ...{ iteration: 0, stepsPerSecond: null },
})

let lab: FakeLab

function start() {
  setActivePinia(createPinia())
  lab = installFakeLab({
    'training:jobs': () => [],
    'training:start': () => {
      lab.emit('training:jobs-changed', [job('first')])
      return 'first'
    },
  })
  return { first: useFirstStartStore(), runs: useRunsStore(), jobs: useJobsStore() }
}

describe('the first start', () => {
  beforeEach(() => localStorage.clear())

  it('goes from the offer through the training to the run', async () => {
    const { first, runs, jobs } = start()
    await jobs.start()
    expect(first.phase).toBe('unknown')

    runs.answered = true
    expect(first.phase).toBe('offered')
    const training = first.train()
    lab.emit('training:jobs-changed', [job('first')])
    expect(first.phase).toBe('training')
    await training
    expect([first.phase, first.runId]).toEqual(['training', 'first'])

    runs.byId = new Map([['first', exampleRun('first')]])
    expect(first.phase).toBe('training')
    lab.emit('training:jobs-changed', [])
    expect([first.phase, first.run?.record.id]).toEqual(['ended', 'first'])

    first.dismiss()
    expect(first.phase).toBe('none')
  })

  it('is over for whoever has runs, at the next start before the library has answered', async () => {
    const { first, runs } = start()
    runs.byId = new Map([['a', exampleRun('a')]])
    runs.answered = true
    await nextTick()
    expect(first.phase).toBe('none')
    await nextTick()

    expect(start().first.phase).toBe('none')
  })

  it('stays away while something else trains, and does not come back when it was closed', async () => {
    const { first, runs, jobs } = start()
    runs.answered = true
    await jobs.start()
    lab.emit('training:jobs-changed', [job('other')])
    expect(first.phase).toBe('none')

    lab.emit('training:jobs-changed', [])
    expect(first.phase).toBe('offered')
    first.dismiss()
    await nextTick()
    const again = start()
    again.runs.answered = true
    expect(again.first.phase).toBe('none')
  })
})
