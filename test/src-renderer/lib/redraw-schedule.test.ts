import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRedrawSchedule } from '../../../src-renderer/lib/redraw-schedule'

describe('when charts are redrawn', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function schedule() {
    const times: number[] = []
    const start = Date.now()
    const made = createRedrawSchedule(() => times.push(Date.now() - start), { now: () => Date.now() })
    return { times, made }
  }

  it('is at most four times a second, and the last data is always drawn', () => {
    const { times, made } = schedule()

    for (let step = 0; step < 40; step += 1) {
      made.request()
      vi.advanceTimersByTime(25)
    }
    vi.advanceTimersByTime(1_000)

    expect(times).toEqual([0, 500, 1_000])
  })

  it('is never while nobody looks, and once when somebody looks again', () => {
    const { times, made } = schedule()
    made.show(false)
    for (let step = 0; step < 10; step += 1) made.request()
    vi.advanceTimersByTime(5_000)
    expect(times).toEqual([])

    made.show(true)
    vi.advanceTimersByTime(5_000)
    expect(times).toEqual([5_000])
  })

  it('is over when it is stopped', () => {
    const { times, made } = schedule()
    made.request()
    made.request()
    made.stop()
    vi.advanceTimersByTime(5_000)

    expect(times).toEqual([0])
  })
})
