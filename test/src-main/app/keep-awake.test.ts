import { expect, test, vi } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import type { Job } from '#shared/ipc'
import { createKeepAwake } from '../../../src-main/app/keep-awake'

vi.mock('electron', () => ({ powerSaveBlocker: {} }))

function job(state: Job['state']): Job {
  return {
    ...{ id: 'run', kind: 'train', title: '', experiment: finalNetwork, state },
    ...{ iteration: 0, stepsPerSecond: null },
  }
}

test('the computer stays awake from the first job that trains to the end of the last, and not for one that waits', () => {
  const told: string[] = []
  const keepAwake = createKeepAwake({
    start: (kind) => told.push(`start ${kind}`),
    stop: (id) => {
      told.push(`stop ${id}`)
      return true
    },
  })
  keepAwake([job('waiting')])
  expect(told).toEqual([])
  keepAwake([job('running'), job('waiting')])
  keepAwake([job('evaluating'), job('waiting')])
  keepAwake([job('running')])
  expect(told).toEqual(['start prevent-app-suspension'])
  for (const state of ['paused', 'unwritten'] as const) keepAwake([job(state)])
  expect(told).toEqual(['start prevent-app-suspension', 'stop 1'])
  keepAwake([job('running')])
  keepAwake([])
  expect(told.slice(2)).toEqual(['start prevent-app-suspension', 'stop 3'])
})
