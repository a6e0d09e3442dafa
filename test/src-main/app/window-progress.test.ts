import { describe, expect, test } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import type { Job } from '#shared/ipc'
import { createWindowProgress, progressOf, titleWith } from '../../../src-main/app/window-progress'

function job(state: Job['state'], iteration: number): Job {
  return {
    id: 'run',
    kind: 'train',
    title: '784-256-64-10',
    experiment: finalNetwork,
    state,
    iteration,
    stepsPerSecond: null,
  }
}

function createWindow() {
  const titles: string[] = []
  const bars: number[] = []
  const modes: (string | undefined)[] = []
  return {
    titles,
    bars,
    modes,
    window: {
      isDestroyed: () => false,
      setTitle: (title: string) => void titles.push(title),
      setProgressBar: (share: number, options?: { readonly mode?: string }) => {
        bars.push(share)
        modes.push(options?.mode)
      },
    },
  }
}

describe('the progress in title and task bar', () => {
  test('is that of the job which trains, never of one that waits', () => {
    expect(progressOf([])).toBeNull()
    expect(progressOf([job('waiting', 0)])).toBeNull()
    expect(progressOf([job('running', 2_500), job('waiting', 0)])).toEqual({ share: 0.25, mode: 'normal' })
    expect(progressOf([job('paused', 2_500)])?.mode).toBe('paused')
    expect(progressOf([job('unwritten', 10_000)])).toEqual({ share: 1, mode: 'error' })
  })

  test('stands before the name, so that a narrow task bar shows it', () => {
    expect(titleWith('Our Neural Network', { share: 0.29, mode: 'normal' })).toBe('29 % · Our Neural Network')
    expect(titleWith('Our Neural Network', null)).toBe('Our Neural Network')
  })

  test('is told to the system only where a whole hundredth has changed, and taken away at the end', () => {
    const { window, titles, bars, modes } = createWindow()
    const show = createWindowProgress('Lab')
    for (const iteration of [0, 10, 99, 100, 150, 9_999]) show(window, [job('running', iteration)])
    show(window, [job('paused', 9_999)])
    show(window, [])
    show(window, [])

    expect(bars).toEqual([0, 0.01, 0.99, 0.99, -1])
    expect(modes).toEqual(['normal', 'normal', 'normal', 'paused', undefined])
    expect(titles.at(-1)).toBe('Lab')
  })
})
