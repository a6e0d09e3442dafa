import type { ReadText } from './processor-cores'

const CGROUPS = '/sys/fs/cgroup'

/**
 * Processors that a container may use at most, from the files of cgroup version 1 and 2; null where nothing limits it.
 *
 * Every group above may limit too. Inside a container the path of the group often names a folder of the machine outside, which is
 * not there; then the limit stands at the root.
 */
export function processorQuota(read: ReadText): number | null {
  const groups = (read('/proc/self/cgroup') ?? '').split('\n').map((line) => line.split(':'))
  const quotas = groups.flatMap(([number, controllers = '', ...path]) => {
    const folders = foldersUpwards(path.join(':'))
    if (number === '0') return folders.map((folder) => quotaOfVersion2(read(`${CGROUPS}${folder}/cpu.max`)))
    if (!controllers.split(',').includes('cpu')) return []
    return ['cpu', controllers].flatMap((mount) =>
      folders.map((folder) => quotaOfVersion1(read, `${CGROUPS}/${mount}${folder}`)),
    )
  })
  const limits = quotas.filter((quota) => quota !== null)
  return limits.length === 0 ? null : Math.min(...limits)
}

/** A group's folder and all above: /a/b gives /a/b, /a and the root, which is empty. */
function foldersUpwards(path: string): readonly string[] {
  const names = path.split('/').filter((name) => name !== '')
  return Array.from({ length: names.length + 1 }, (_, missing) =>
    names
      .slice(0, names.length - missing)
      .map((name) => `/${name}`)
      .join(''),
  )
}

/** "max 100000", or microseconds of processor time in a period of so many. */
function quotaOfVersion2(text: string | null): number | null {
  const [quota, period] = (text ?? '').trim().split(' ').map(Number)
  return share(quota, period)
}

/** The quota is -1 where there is no limit. */
function quotaOfVersion1(read: ReadText, folder: string): number | null {
  return share(Number(read(`${folder}/cpu.cfs_quota_us`)), Number(read(`${folder}/cpu.cfs_period_us`)))
}

function share(quota: number, period: number): number | null {
  return quota > 0 && period > 0 ? quota / period : null
}
