import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { testNoise } from '../helpers/inline-training'
import { type Answer, buildLab, lab, lastJson, startLab, writeSmallData } from '../helpers/lab-command'
import { roundSeed } from '../helpers/round-seed'
import { smallSearch } from '../helpers/small-search'

const ROUNDS = 20
const TRIALS = 24

let folder: string

beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'killed-search-'))
  await writeSmallData(folder)
}, 240_000)
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

const listOf = ({ out }: Answer): readonly string[] =>
  out.split('\n').filter((line) => line.startsWith('Best-'))

/** Weights of each trial by its number; one that was trained twice stands there twice. */
async function weightsOf(library: string): Promise<readonly string[]> {
  const answer = await lab('runs', '--library', join(folder, library), '--json')
  const runs = lastJson<readonly RunRecord[]>(answer)
  return runs.map(({ parent, weightsSha256 }) => `${parent} ${weightsSha256}`).sort()
}

it.each([
  ['by number, one or two at once', { kind: 'random', seed: 5 }, 2],
  ['in the order of what was known', { kind: 'tpe', seed: 5 }, 1],
])(
  `a search ${'%s'}, killed ${ROUNDS} times at random moments, comes to the list of an unbroken one and trains nothing twice`,
  async (_, sampler, most) => {
    const spec = join(folder, `${sampler.kind}.json`)
    await writeFile(spec, JSON.stringify({ ...smallSearch(TRIALS, 1500), sampler }))
    const words = (library: string, parallel: number): readonly string[] => [
      ...['search', spec, '--data', folder, '--library', join(folder, library), '--json'],
      ...['--threads', '1', '--parallel', String(parallel)],
    ]
    const library = `killed-${sampler.kind}`
    const noise = testNoise(roundSeed(`Kills of a search (${sampler.kind})`))
    for (let round = 0; round < ROUNDS; round += 1) {
      const running = startLab(...words(library, 1 + Math.floor(most * noise())))
      await Promise.race([sleep(200 + 2500 * noise()), running.answer])
      running.kill('SIGKILL')
      await running.answer
    }
    const broken = await lab(...words(library, 1))
    expect(broken).toMatchObject({ code: 0 })
    const whole = await lab(...words(`whole-${sampler.kind}`, 1))
    expect(whole).toMatchObject({ code: 0 })
    expect(listOf(broken)).toEqual(listOf(whole))
    expect(listOf(broken)).toHaveLength(10)
    expect(await weightsOf(library)).toEqual(await weightsOf(`whole-${sampler.kind}`))
  },
  1_800_000,
)
