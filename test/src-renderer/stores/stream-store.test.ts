import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StreamMessage } from '#shared/ipc'
import { useStreamStore } from '../../../src-renderer/stores/stream-store'
import { type FakeLab, type FakePort, installFakeLab } from '../../helpers/fake-lab'
import { smallCurves } from '../../helpers/small-runs'

type StreamEvent = Extract<StreamMessage, { kind: 'event' }>['event']

const event = (of: StreamEvent, id = 'run'): StreamMessage => ({ kind: 'event', id, event: of })
const logged = (iteration: number, id = 'run'): StreamMessage =>
  event({ kind: 'logged', point: { iteration, loss: 1, accuracy: 0.5, learningRate: 0.1 }, seconds: 0 }, id)
const progress = (iteration: number, stepsPerSecond: number): StreamMessage =>
  event({ kind: 'progress', iteration, seconds: 0, stepsPerSecond })

describe('what the running training tells', () => {
  let lab: FakeLab
  let nonce = ''
  beforeEach(() => {
    vi.useFakeTimers()
    setActivePinia(createPinia())
    lab = installFakeLab({ 'training:watch': (asked) => void (nonce = asked) })
  })
  afterEach(() => void vi.useRealTimers())

  function open(): { readonly store: ReturnType<typeof useStreamStore>; readonly port: FakePort } {
    const store = useStreamStore()
    store.start()
    return { store, port: lab.handPort(nonce) }
  }
  const tell = (port: FakePort, ...messages: readonly StreamMessage[]): void =>
    port.onmessage?.({ data: messages })

  it('begins with the curves so far, for a window that opens in the middle', () => {
    const { store, port } = open()
    tell(port, { kind: 'history', id: 'run', curves: smallCurves('run', 4), iteration: 400 }, logged(410))
    vi.advanceTimersByTime(1_000)

    expect([store.id, store.series.loss.length]).toEqual(['run', 5])
  })

  it('is shown a few times a second, however often it comes, and its last word always', () => {
    const { store, port } = open()
    tell(port, progress(0, 100))
    const shown = new Set<number>()
    for (let iteration = 1; iteration <= 1_000; iteration += 1) {
      tell(port, progress(iteration, 100), logged(iteration))
      vi.advanceTimersByTime(1)
      shown.add(store.iteration)
    }
    vi.advanceTimersByTime(1_000)

    expect(shown.size).toBeLessThanOrEqual(6)
    expect([store.iteration, store.series.loss.length]).toEqual([1_000, 1_000])
  })

  it('starts anew with another run, whatever was told of the one before', () => {
    const { store, port } = open()
    tell(port, logged(10), event({ kind: 'failed', message: 'The engine is gone.' }), {
      kind: 'ended',
      id: 'run',
    })
    expect([store.failure, store.ended]).toEqual(['The engine is gone.', true])
    tell(port, logged(1, 'next'))
    vi.advanceTimersByTime(1_000)

    expect([store.id, store.failure, store.ended, store.series.loss.length]).toEqual(['next', null, false, 1])
  })

  it('ends with everything shown', () => {
    const { store, port } = open()
    tell(port, logged(1), progress(2, 50), { kind: 'ended', id: 'run' })

    expect([store.iteration, store.ended]).toEqual([2, true])
  })

  it('smooths the speed, so that the time left does not jump', () => {
    const { store, port } = open()
    tell(port, progress(1, 100), progress(2, 200), { kind: 'ended', id: 'run' })

    expect(store.stepsPerSecond).toBeGreaterThan(100)
    expect(store.stepsPerSecond).toBeLessThan(130)
  })

  it('comes over the newest port, and only while the window can be seen', () => {
    const { store, port } = open()
    const second = lab.handPort(nonce)
    tell(second, { kind: 'ended', id: 'other' })
    expect([port.isClosed, store.id]).toEqual([true, 'other'])
    expect(second.sent).toEqual([{ visible: true }])

    lab.handPort('of somebody else')
    expect(second.isClosed).toBe(false)
  })
})
