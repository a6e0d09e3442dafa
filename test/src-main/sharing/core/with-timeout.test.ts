import { expect, it } from 'vitest'
import { withTimeout } from '../../../../src-main/sharing/core/with-timeout'

/** Timers of which a test says when they are over. */
function handTimers() {
  const waiting = new Set<() => void>()
  const timers = {
    after(_: number, callback: () => void) {
      waiting.add(callback)
      return () => waiting.delete(callback)
    },
  }
  return { timers, waiting, ring: () => waiting.forEach((callback) => callback()) }
}
const late = (): Error => new Error('it did not answer in time')

it('passes on an answer and a failure that come in time, and stops its timer', async () => {
  const { timers, waiting } = handTimers()
  expect(await withTimeout(timers, 10, Promise.resolve(3), late)).toBe(3)
  await expect(withTimeout(timers, 10, Promise.reject(new Error('gone')), late)).rejects.toThrow('gone')
  await expect(withTimeout(timers, 10, Promise.reject('words' as never), late)).rejects.toThrow('words')
  expect(waiting.size).toBe(0)
})

it('fails where the time is over first, whatever comes afterwards', async () => {
  const { timers, ring } = handTimers()
  let answer = (_: number): void => undefined
  const work = new Promise<number>((resolve) => {
    answer = resolve
  })
  const waited = withTimeout(timers, 10, work, late)
  ring()
  answer(3)
  await expect(waited).rejects.toThrow('it did not answer in time')
})
