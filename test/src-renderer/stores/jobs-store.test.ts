import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Job } from '#shared/ipc'
import { useJobsStore } from '../../../src-renderer/stores/jobs-store'
import { exampleExperiment } from '../../helpers/example-runs'
import { installFakeLab } from '../../helpers/fake-lab'

const job = (id: string, state: Job['state'], held: Job['held'] = null): Job => ({
  ...{ id, kind: 'train', title: '', experiment: exampleExperiment(), state, held },
  ...{ iteration: 0, stepsPerSecond: null },
})

describe('the queue in the window', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it.each(['running', 'paused', 'evaluating', 'unwritten'] as const)(
    'knows a job that is %s as the current one, and the others as waiting',
    async (state) => {
      installFakeLab({ 'training:jobs': () => [job('a', state), job('b', 'waiting'), job('c', 'waiting')] })
      const store = useJobsStore()
      await store.start()

      expect(store.current?.id).toBe('a')
      expect(store.waiting.map(({ id }) => id)).toEqual(['b', 'c'])
    },
  )

  it('follows what main says of it', async () => {
    const lab = installFakeLab({ 'training:jobs': () => [job('a', 'running')] })
    const store = useJobsStore()
    await store.start()
    lab.emit('training:jobs-changed', [job('b', 'waiting')])

    expect([store.current, store.waiting.length]).toEqual([null, 1])
  })

  it('gives up every held job and no other', async () => {
    let jobs = [
      job('a', 'running'),
      job('b', 'waiting', 'restart'),
      job('c', 'waiting'),
      job('d', 'waiting', 'disk'),
    ]
    const lab = installFakeLab({
      'training:jobs': () => jobs,
      'training:unqueue': (id) => {
        jobs = jobs.filter((each) => each.id !== id)
        lab.emit('training:jobs-changed', jobs)
      },
    })
    const store = useJobsStore()
    await store.start()
    await store.removeHeld()

    expect(store.jobs.map(({ id }) => id)).toEqual(['a', 'c'])
    expect(store.held).toEqual([])
  })
})
