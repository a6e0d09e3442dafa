import { LIMITS } from '#shared/experiment/limits'

const COUNT = 5

/** Five seeds behind the largest of these, or before the smallest where there is no room behind. */
export function freshSeeds(used: readonly number[]): readonly number[] {
  const largest = Math.max(0, ...used)
  const first = largest + COUNT <= LIMITS.seed ? largest + 1 : 0
  const seeds: number[] = []
  for (let seed = first; seeds.length < COUNT; seed += 1) if (!used.includes(seed)) seeds.push(seed)
  return seeds
}
