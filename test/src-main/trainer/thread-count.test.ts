import { expect, it } from 'vitest'
import { threadsFor } from '../../../src-main/app/settings-store'
import { defaultThreads } from '../../../src-main/base/default-threads'
import { threadCount } from '../../../src-main/trainer/training-session'

it('should train on all cores in a terminal, and leave one to the window', () => {
  expect(threadCount(0)).toBe(defaultThreads())
  expect(threadCount(3)).toBe(3)
  expect(threadsFor({ threads: 0 }, { cores: 8 })).toBe(7)
  expect(threadsFor({ threads: 0 }, { cores: 1 })).toBe(1)
})
