import { describe, expect, it } from 'vitest'
import { PassSchedule } from '../../../src-main/sharing/pass-schedule'
import { VirtualTime } from './helpers/virtual-time'

describe('passes by time', () => {
  it('should pass once a minute although nothing hints, and sooner where a file waits', async () => {
    const time = new VirtualTime(0)
    const passes: number[] = []
    let wanted: number | null = null
    const schedule = new PassSchedule({
      clock: time.clock,
      timers: time.timers,
      pass: () => {
        passes.push(time.now)
        const next = wanted
        wanted = null
        return Promise.resolve(next)
      },
    })
    await time.settle(schedule.now())
    const until = (moment: number): Promise<void> =>
      time.settle(new Promise<void>((resolve) => time.timers.after(moment - time.now, resolve)))
    await until(125_000)
    expect(passes).toEqual([0, 60_000, 120_000])
    wanted = 182_000
    await until(181_000)
    await until(183_000)
    expect(passes).toEqual([0, 60_000, 120_000, 180_000, 182_000])
    await schedule.end()
  })

  it('should never make two passes at once, and make one more for what came meanwhile', async () => {
    const time = new VirtualTime(0)
    let atOnce = 0
    let most = 0
    let passes = 0
    const schedule = new PassSchedule({
      clock: time.clock,
      timers: time.timers,
      pass: async () => {
        passes += 1
        atOnce += 1
        most = Math.max(most, atOnce)
        if (passes === 1) for (let change = 0; change < 100; change += 1) schedule.soon()
        await new Promise<void>((resolve) => time.timers.after(1_000, resolve))
        atOnce -= 1
        return null
      },
    })
    await time.settle(schedule.now())
    await time.settle(new Promise<void>((resolve) => time.timers.after(5_000, resolve)))
    expect({ passes, most }).toEqual({ passes: 2, most: 1 })
    await schedule.end()
  })
})
