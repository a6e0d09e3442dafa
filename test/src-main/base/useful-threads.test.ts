import { expect, test } from 'vitest'
import { usableProcessors, usefulThreads } from '../../../src-main/base/useful-threads'

const reader = (files: Readonly<Record<string, string>>) => (path: string) => files[path] ?? null

test('more threads than processors do not train', () => {
  expect([1, 2, 3, 4, 16].map((wanted) => usefulThreads(wanted, 4))).toEqual([1, 2, 3, 4, 4])
})

test('who did not choose has not chosen', () => {
  expect(usefulThreads(0, 4)).toBe(0)
})

test.each([
  ['max 100000', 8],
  ['400000 100000', 4],
  ['250000 100000', 3],
  ['50000 100000', 1],
])('a container with cpu.max "%s" on 8 processors may use %i', (limit, processors) => {
  const files = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': `${limit}\n` }
  expect(usableProcessors(reader(files), 8)).toBe(processors)
})
