import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { expect, test, vi } from 'vitest'
import type { Job } from '#shared/ipc'
import { waitingJob } from '../../../src-main/app/training-job'
import { smallExperiment } from '../../helpers/small-runs'

const happened: string[] = []
vi.mock('electron', () => ({
  app: { quit: () => happened.push('quit') },
  ipcMain: {},
  nativeImage: {},
  protocol: {},
}))
const { createClosing } = await import('../../../src-main/app/closing')
const { WindowEvents } = await import('../../../src-main/app/window-events')

function job(state: Job['state']): Job {
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
  const order = { id, kind: 'train', parent: null, resumes: false, experiment: smallExperiment() } as const
  return { ...waitingJob(order), state }
}

/** The lab with its window, in which somebody closes and quits. */
function scene(states: readonly Job['state'][]) {
  happened.length = 0
  const webContents = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    isCrashed: () => false,
    send: (event: string) => happened.push(event),
  })
  const window = Object.assign(new EventEmitter(), {
    webContents,
    isMinimized: () => false,
    show: () => undefined,
    focus: () => undefined,
  })
  const events = new WindowEvents()
  const closing = createClosing({
    events,
    jobs: () => states.map(job),
    stopAndKeep: () => Promise.resolve(void happened.push('stop')),
  })
  events.attach(window as unknown as BrowserWindow)
  closing.attach(window as unknown as BrowserWindow)
  const load = (): void => void webContents.emit('did-finish-load')
  load()
  /** Whether the window closes at once. */
  function close(): boolean {
    let closes = true
    window.emit('close', { preventDefault: () => (closes = false) })
    return closes
  }
  return { closing, close, load }
}

test('with nothing in the trainer, closing closes and quitting quits', () => {
  const { closing, close } = scene(['waiting'])
  expect(close()).toBe(true)
  closing.quit()
  expect(happened).toEqual(['quit'])
})

test.each(['close', 'quit'] as const)(
  'while something trains, to %s asks, and quits by its answer',
  async (way) => {
    const { closing, close } = scene(['running', 'waiting'])
    if (way === 'close') expect(close()).toBe(false)
    else closing.quit()
    expect(happened).toEqual(['app:closing'])
    await closing.close('stop')
    expect(happened).toEqual(['app:closing', 'stop', 'quit'])
  },
)

test('it is one question: who quits while it stands is not asked again, and goes', () => {
  const { closing, close } = scene(['running'])
  expect(close()).toBe(false)
  closing.quit()
  expect(happened).toEqual(['app:closing', 'quit'])
})

test('after a no, and after a window that died with the question, it is asked anew', async () => {
  const { closing, load } = scene(['running'])
  closing.quit()
  await closing.close('stay')
  closing.quit()
  load()
  closing.quit()
  expect(happened).toEqual(['app:closing', 'app:closing', 'app:closing'])
})
