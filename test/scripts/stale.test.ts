import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { hashOf, root, withLock } from '../../scripts/stale.mjs'

describe('withLock', () => {
  it('lets one of several workers in at a time', async () => {
    let inside = 0
    const seen: number[] = []
    const work = async (): Promise<void> => {
      inside += 1
      seen.push(inside)
      await sleep(20)
      inside -= 1
    }

    await Promise.all([1, 2, 3].map(() => withLock('stale-test', work)))

    expect(seen).toEqual([1, 1, 1])
    expect(existsSync(join(root, 'out/stale-test.lock'))).toBe(false)
  })

  it('takes over the lock of a process that is gone', async () => {
    mkdirSync(join(root, 'out'), { recursive: true })
    writeFileSync(join(root, 'out/abandoned-test.lock'), '999999999')

    await expect(withLock('abandoned-test', async () => 'done')).resolves.toBe('done')
  })
})

describe('hashOf', () => {
  it('depends on the contents of the sources', () => {
    expect(hashOf(['package.json'])).toBe(hashOf(['package.json']))
    expect(hashOf(['package.json'])).not.toBe(hashOf(['package.json', 'LICENSE']))
  })
})
