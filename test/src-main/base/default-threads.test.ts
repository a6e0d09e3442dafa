import { describe, expect, test } from 'vitest'
import { defaultThreads, defaultThreadsBesideWindow } from '../../../src-main/base/default-threads'
import { coresThatTrain, numbersOfList } from '../../../src-main/base/processor-cores'
import { processorQuota } from '../../../src-main/base/processor-quota'

type Files = Readonly<Record<string, string>>

const reader = (files: Files) => (path: string) => files[path] ?? null

/** The files of a machine: which processors lie in which core. */
function machine(cores: readonly string[], more: Files = {}): Files {
  const siblings = cores.flatMap((list) =>
    numbersOfList(list).map((processor) => [
      `/sys/devices/system/cpu/cpu${processor}/topology/core_cpus_list`,
      `${list}\n`,
    ]),
  )
  const last = Math.max(...cores.flatMap(numbersOfList))
  return {
    '/proc/self/status': `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0-${last}\nMems_allowed:\t1\n`,
    ...Object.fromEntries(siblings),
    ...more,
  }
}

describe('threads where nobody chose a number', () => {
  test('one for each core', () => {
    expect(defaultThreads(reader(machine(['0', '1'])), 2)).toBe(2)
  })

  test('one for both hyper-threads of a core', () => {
    expect(defaultThreads(reader(machine(['0,4', '1,5', '2,6', '3,7'])), 8)).toBe(4)
    expect(defaultThreads(reader(machine(['0-1', '2-3'])), 4)).toBe(2)
  })

  test('only on processors that the process may use', () => {
    const status = 'Cpus_allowed_list:\t2,6\n'
    const files = machine(['0,4', '1,5', '2,6', '3,7'], { '/proc/self/status': status })
    expect(defaultThreads(reader(files), 2)).toBe(1)
  })

  test('efficiency cores of x86-64 where the whole gains by them', () => {
    const cores = ['0-1', '2-3', '4-5', '6-7', '8', '9', '10', '11', '12', '13', '14', '15']
    expect(defaultThreads(reader(machine(cores, { '/sys/devices/cpu_atom/cpus': '8-15\n' })), 16)).toBe(12)
    const few = ['0-1', '2-3', '4-5', '6-7', '8', '9']
    expect(defaultThreads(reader(machine(few, { '/sys/devices/cpu_atom/cpus': '8-9\n' })), 10)).toBe(4)
  })

  test('little cores of arm64 are left alone where all would wait for them', () => {
    const capacity = (numbers: readonly number[]) =>
      Object.fromEntries(
        numbers.map((number, index) => [`/sys/devices/system/cpu/cpu${index}/cpu_capacity`, `${number}\n`]),
      )
    const cores = ['0', '1', '2', '3', '4', '5']
    expect(defaultThreads(reader(machine(cores, capacity([250, 250, 250, 250, 1024, 1024]))), 6)).toBe(2)
    expect(defaultThreads(reader(machine(cores, capacity([800, 800, 800, 800, 1024, 1024]))), 6)).toBe(6)
  })

  test('as the system counts where it tells nothing else', () => {
    expect(defaultThreads(reader({}), 6)).toBe(6)
  })

  test('as far as a quota goes, and at least one', () => {
    const limited = (quota: string) =>
      machine(['0', '1', '2', '3'], { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': quota })
    expect(defaultThreads(reader(limited('250000 100000\n')), 4)).toBe(2)
    expect(defaultThreads(reader(limited('50000 100000\n')), 4)).toBe(1)
    expect(defaultThreads(reader(limited('max 100000\n')), 4)).toBe(4)
    expect(defaultThreads(reader(limited('800000 100000\n')), 4)).toBe(4)
  })

  test('one core stays free for a window', () => {
    expect(defaultThreadsBesideWindow(4)).toBe(3)
    expect(defaultThreadsBesideWindow(1)).toBe(1)
  })
})

describe('the quota of a container', () => {
  test('version 2: the smallest of all groups above', () => {
    const files = {
      '/proc/self/cgroup': '0::/user.slice/lab.scope\n',
      '/sys/fs/cgroup/user.slice/lab.scope/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/user.slice/cpu.max': '300000 100000\n',
      '/sys/fs/cgroup/cpu.max': '600000 100000\n',
    }
    expect(processorQuota(reader(files))).toBe(3)
  })

  test('version 2 inside a container that does not see its own path', () => {
    const files = { '/proc/self/cgroup': '0::/../x\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' }
    expect(processorQuota(reader(files))).toBe(1.5)
  })

  test('version 1, mounted under one name or both', () => {
    const cgroup = '5:memory:/docker/1\n4:cpu,cpuacct:/docker/1\n1:name=systemd:/docker/1\n0::/\n'
    const folders = ['cpu,cpuacct/docker/1', 'cpu/docker/1', 'cpu']
    for (const folder of folders) {
      const files = {
        '/proc/self/cgroup': cgroup,
        [`/sys/fs/cgroup/${folder}/cpu.cfs_quota_us`]: '400000\n',
        [`/sys/fs/cgroup/${folder}/cpu.cfs_period_us`]: '100000\n',
      }
      expect(processorQuota(reader(files))).toBe(4)
    }
  })

  test('version 1 without a limit, and no groups at all', () => {
    const files = {
      '/proc/self/cgroup': '1:cpu:/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    }
    expect(processorQuota(reader(files))).toBeNull()
    expect(processorQuota(reader({}))).toBeNull()
  })
})

test('a slower core is taken where the whole gains by it', () => {
  expect(coresThatTrain([1])).toBe(1)
  expect(coresThatTrain([1024, 1024, 512, 512, 512])).toBe(5)
  expect(coresThatTrain([1024, 1024, 1024, 512])).toBe(3)
})
