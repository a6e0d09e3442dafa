import { writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { withProcessLock } from '../../../src-main/base/process-lock'
import { temporaryFolders } from '../../helpers/temporary-folder'
import { VirtualTime } from '../sharing/helpers/virtual-time'

vi.mock('node:fs/promises', { spy: true })

const temporaryFolder = temporaryFolders()
beforeEach(() => vi.clearAllMocks())

it('who looked before a whole turn of another does not take that turn again', async () => {
  const directory = await temporaryFolder()
  writeFileSync(join(directory, 'lock.6.free'), '{}')
  // What this process saw, before another took turn 6 and gave it back.
  vi.mocked(readdir).mockResolvedValueOnce(['lock.5.free'] as never)
  const time = new VirtualTime(Date.UTC(2026, 10, 5))
  const { clock, timers } = time
  const options = { clock, timers, longestWait: 10_000, late: 'too late' }
  const during = await time.settle(withProcessLock(directory, 'lock', options, () => readdir(directory)))
  expect(during).toEqual(['lock.7.held'])
})
