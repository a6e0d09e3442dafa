import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { testNoise } from '../helpers/inline-training'
import type { RunningLab } from '../helpers/lab-command'
import { buildLab, lab, lastJson, startLab, writeSmallData } from '../helpers/lab-command'
import { roundSeed } from '../helpers/round-seed'
import { smallExperiment } from '../helpers/small-runs'

const ROUNDS = 50
const ITERATIONS = 300_000

let folder: string
let library: readonly string[]
let design: string

beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'killed-training-'))
  await writeSmallData(folder)
  library = ['--library', join(folder, 'library')]
  const experiment = smallExperiment(5, ITERATIONS)
  design = join(folder, 'design.json')
  const changed = {
    ...experiment,
    design: {
      ...experiment.design,
      hidden: [24, 12],
      batchNormalization: true,
      dropout: { kind: 'dropout', ratio: 0.1 },
    },
    plan: {
      ...experiment.plan,
      batchSize: 48,
      optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      learningRate: 0.002,
      averaging: 0.99,
    },
  }
  await writeFile(design, JSON.stringify(changed))
}, 240_000)
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

async function killAt(running: RunningLab, milliseconds: number): Promise<void> {
  await Promise.race([sleep(milliseconds), running.answer])
  running.kill('SIGKILL')
  await running.answer
}

/** The run, once a round has lived long enough to make the library and its record. */
async function onlyRun(): Promise<RunRecord | undefined> {
  const answer = await lab('runs', ...library, '--json')
  return answer.code === 0 ? lastJson<readonly RunRecord[]>(answer)[0] : undefined
}

it(`a run killed ${ROUNDS} times at random moments ends with the bytes of an unbroken one`, async () => {
  const whole = lastJson<RunRecord>(
    await lab('train', '--design', design, '--data', folder, '--library', join(folder, 'whole'), '--json'),
  )
  const noise = testNoise(roundSeed('Kills of a training'))
  const reached: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const run = await onlyRun()
    if (run?.stopReason === 'completed') break
    const words = run === undefined ? ['--design', design] : ['--resume', run.id]
    const threads = String(1 + Math.floor(3 * noise()))
    await killAt(
      startLab('train', ...words, '--data', folder, ...library, '--threads', threads),
      100 + 2000 * noise(),
    )
    reached.push((await onlyRun())?.iterations ?? 0)
  }
  const run = await onlyRun()
  if (run === undefined) throw new Error('No round lived long enough to make a record.')
  const end =
    run.stopReason === 'completed'
      ? run
      : lastJson<RunRecord>(await lab('train', '--resume', run.id, '--data', folder, ...library, '--json'))

  expect(reached).toHaveLength(ROUNDS)
  expect(Math.max(...reached), `iterations reached: ${reached.join(', ')}`).toBeGreaterThan(10_000)
  expect(end).toMatchObject({ stopReason: 'completed', iterations: ITERATIONS })
  expect(end.weightsSha256).toBe(whole.weightsSha256)
  const replayed = await lab('replay', run.id, '--data', folder, ...library)
  expect(replayed).toMatchObject({ code: 0, out: 'identical\n' })
})
