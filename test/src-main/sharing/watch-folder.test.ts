import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderWatcher, type WatchOne } from '../../../src-main/sharing/watch-folder'
import { temporaryFolder } from './helpers/real-computer'
import { RealTime, VirtualTime } from './helpers/virtual-time'

let root: string
beforeEach(async () => {
  root = await temporaryFolder()
})
afterEach(() => rm(root, { recursive: true, maxRetries: 10 }))

describe('case 27: a watcher that fails', () => {
  it.each(['EMFILE', 'ENOSPC'])('should do without, where watching answers %s', async (code) => {
    await mkdir(join(root, 'runs'))
    const { clock, timers } = new VirtualTime(0)
    const watchOne: WatchOne = () => {
      throw Object.assign(new Error(code), { code })
    }
    const watcher = new FolderWatcher({ root, clock, timers, onHint: () => undefined, watchOne })
    await watcher.follow()
    expect(watcher.watched).toBe(0)
    watcher.close()
  })

  it('should make one hint of 10,000 events, and not wait for ever while they go on', async () => {
    const time = new VirtualTime(0)
    let fire = (): void => undefined
    let hints = 0
    const watchOne: WatchOne = (_, onEvent) => {
      fire = onEvent
      return () => undefined
    }
    const watcher = new FolderWatcher({
      root,
      clock: time.clock,
      timers: time.timers,
      onHint: () => (hints += 1),
      watchOne,
    })
    await watcher.follow()
    for (let event = 0; event < 10_000; event += 1) fire()
    await time.settle(new Promise<void>((resolve) => time.timers.after(10_000, resolve)))
    expect(hints).toBe(1)
    const start = time.now
    while (time.now - start < 60_000) {
      fire()
      await time.settle(new Promise<void>((resolve) => time.timers.after(1_000, resolve)))
    }
    expect(hints).toBeGreaterThanOrEqual(2)
    watcher.close()
  })

  it('should forget a watcher that dies and take it up again at the next pass', async () => {
    const { clock, timers } = new VirtualTime(0)
    let die = (): void => undefined
    const watchOne: WatchOne = (_, __, onError) => {
      die = onError
      return () => undefined
    }
    const watcher = new FolderWatcher({ root, clock, timers, onHint: () => undefined, watchOne })
    await watcher.follow()
    die()
    expect(watcher.watched).toBe(0)
    await watcher.follow()
    expect(watcher.watched).toBe(1)
    watcher.close()
  })

  it('should hint at a real file that comes', async () => {
    await mkdir(join(root, 'runs', '2026-11'), { recursive: true })
    const { clock, timers } = new RealTime()
    const hinted = new Promise<void>((resolve) => {
      const watcher = new FolderWatcher({ root, clock, timers, onHint: () => (watcher.close(), resolve()) })
      void watcher.follow().then(() => writeFile(join(root, 'runs', '2026-11', 'a.json'), '{}'))
    })
    await hinted
  })
})
