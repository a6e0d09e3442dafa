import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Job } from '#shared/ipc'
import { useJobsStore } from '../../../src-renderer/stores/jobs-store'
import { useStreamStore } from '../../../src-renderer/stores/stream-store'
import { useProgress } from '../../../src-renderer/stores/use-progress'
import { exampleExperiment } from '../../helpers/example-runs'
import { installFakeLab } from '../../helpers/fake-lab'

const job = (changed: Partial<Job> = {}): Job => ({
  ...{ id: 'run', kind: 'train', title: '', experiment: exampleExperiment({}, { iterations: 1_000 }) },
  ...{ state: 'running', iteration: 100, stepsPerSecond: 10 },
  ...changed,
})

describe('how far the training is', () => {
  beforeEach(() => setActivePinia(createPinia()))

  async function progressOf(current: Job | null): Promise<ReturnType<typeof useProgress>> {
    installFakeLab({ 'training:jobs': () => (current === null ? [] : [current]) })
    await useJobsStore().start()
    return useProgress()
  }

  it('is what the list of jobs says until the stream says more', async () => {
    const progress = await progressOf(job())
    expect([progress.iteration.value, progress.share.value, progress.timeLeft.value]).toEqual([
      100,
      0.1,
      '1\u00A0min 30\u00A0s',
    ])

    const stream = useStreamStore()
    stream.receive({
      kind: 'event',
      id: 'run',
      event: { kind: 'progress', iteration: 500, seconds: 1, stepsPerSecond: 50 },
    })
    stream.receive({ kind: 'ended', id: 'run' })
    expect([progress.iteration.value, progress.share.value, progress.timeLeft.value]).toEqual([
      500,
      0.5,
      '10\u00A0s',
    ])
  })

  it('is not that of another run that the stream still tells of', async () => {
    const progress = await progressOf(job({ id: 'next', iteration: 0 }))
    const event = { kind: 'progress', iteration: 900, seconds: 1, stepsPerSecond: 50 } as const
    useStreamStore().receive({ kind: 'event', id: 'run', event })
    useStreamStore().receive({ kind: 'ended', id: 'run' })

    expect([progress.iteration.value, progress.speed.value]).toEqual([0, 10])
  })

  it.each([
    ['paused', job({ state: 'paused' })],
    ['not begun', job({ stepsPerSecond: null })],
    ['none', null],
  ])('has no time left where the training is %s', async (_, current) => {
    expect((await progressOf(current)).timeLeft.value).toBeNull()
  })
})
