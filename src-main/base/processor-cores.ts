/** The text of one of the system's files; null where there is none. */
export type ReadText = (path: string) => string | null

const PROCESSORS = '/sys/devices/system/cpu'
/** How fast a core counts where the system does not say; what Linux gives to the fastest. */
const FULL_CAPACITY = 1024
/** An efficiency core of x86-64 has half the width, and no capacity in older kernels. */
const ATOM_CAPACITY = 512

/** Numbers in a list such as "0-3,8". */
export function numbersOfList(text: string): readonly number[] {
  return text
    .trim()
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    })
}

/**
 * How fast each physical core is that this process may run on, from the files of Linux; empty where these do not tell.
 *
 * The threads of one core count as one: two of them share what multiplies, so that a second adds hardly anything.
 */
export function coreCapacities(read: ReadText): readonly number[] {
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(read('/proc/self/status') ?? '')
  if (allowed === null) return []
  const atoms = new Set(numbersOfList(read('/sys/devices/cpu_atom/cpus') ?? ''))
  const cores = new Map<string, number>()
  for (const processor of numbersOfList(allowed[1])) {
    const folder = `${PROCESSORS}/cpu${processor}`
    const siblings =
      read(`${folder}/topology/core_cpus_list`) ?? read(`${folder}/topology/thread_siblings_list`)
    const given = Number(read(`${folder}/cpu_capacity`) ?? 0)
    const capacity = given > 0 ? given : atoms.has(processor) ? ATOM_CAPACITY : FULL_CAPACITY
    cores.set(siblings?.trim() ?? String(processor), capacity)
  }
  return [...cores.values()]
}

/**
 * How many of some cores train fastest. Threads wait for each other at every step, so all go at the pace of the slowest: a
 * slower core is taken where the whole gains by it.
 */
export function coresThatTrain(capacities: readonly number[]): number {
  const fastestFirst = capacities.toSorted((a, b) => b - a)
  const speeds = fastestFirst.map((slowest, index) => slowest * (index + 1))
  return speeds.lastIndexOf(Math.max(...speeds)) + 1
}
