import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunCurves, RunRecord } from '#shared/records/run-record'
import type { RunSummary } from '#shared/records/run-summary'
import { curvesSha256 } from '../../../src-main/base/hashes'
import { buildLab, lab, lastJson, type RunningLab, startLab, writeSmallData } from '../../helpers/lab-command'
import { smallExperiment } from '../../helpers/small-runs'

type Result = Pick<
  RunRecord,
  'id' | 'weightsSha256' | 'stopReason' | 'iterations' | 'testAccuracy' | 'validationAccuracy'
>

const ONE_THREAD = ['--threads', '1']

let folder: string
let common: readonly string[]
let design: string
let long: string

async function writeDesign(name: string, iterations: number, change: object = {}): Promise<string> {
  const experiment = smallExperiment(5, iterations)
  const plan = { ...experiment.plan, batchSize: 64, learningRate: 0.02, ...change }
  const path = join(folder, name)
  await writeFile(
    path,
    JSON.stringify({ ...experiment, design: { ...experiment.design, hidden: [24, 12] }, plan }),
  )
  return path
}

beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'lab-training-'))
  await writeSmallData(folder)
  common = ['--library', join(folder, 'library'), '--data', folder]
  design = await writeDesign('design.json', 400)
  long = await writeDesign('long.json', 15_000, { batchSize: 32 })
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

/** Trains on one thread unless the words say otherwise: a network as small as these waits longer at its barriers than it computes. */
const train = (...words: readonly string[]): Promise<Result> =>
  lab('train', ...words, ...(words.includes('--threads') ? [] : ONE_THREAD), ...common, '--json').then(
    (answer) => {
      expect(answer).toMatchObject({ code: 0 })
      return lastJson<Result>(answer)
    },
  )
const startLong = (): RunningLab => startLab('train', '--design', long, ...ONE_THREAD, ...common, '--json')

let unbroken: Promise<Result> | null = null
/** The long training from its start to its end, for all who compare with it. */
const wholeLong = (): Promise<Result> => (unbroken ??= train('--design', long))

async function runningId(): Promise<string> {
  const find = async (): Promise<string | undefined> => {
    const runs = lastJson<readonly (RunSummary['record'] & Pick<RunSummary, 'runningIteration'>)[]>(
      await lab('runs', ...common.slice(0, 2), '--json'),
    )
    return runs.find(({ stopReason }) => stopReason === null)?.id
  }
  await expect.poll(find).toBeDefined()
  return (await find()) ?? ''
}

describe('lab train', () => {
  test('ends with one line of JSON, and with the same bytes for 1, 2 and 3 threads', async () => {
    const results = [
      await train('--design', design, '--threads', '1'),
      await train('--design', design, '--threads', '2'),
      await train('--design', design, '--threads', '3'),
    ]
    expect(new Set(results.map(({ weightsSha256 }) => weightsSha256)).size).toBe(1)
    expect(results[0]?.testAccuracy).toBeGreaterThan(0.5)
    expect(Object.keys(results[0] ?? {})).toEqual([
      'id',
      'identity',
      'arithmetic',
      'weightsSha256',
      'trainAccuracy',
      'validationAccuracy',
      'testAccuracy',
      'iterations',
      'plannedIterations',
      'stopReason',
      'seconds',
    ])
  })

  test.skipIf(availableParallelism() >= 64)(
    'trains with as many threads as there are processors where more are asked for, and says so',
    async () => {
      const { code, notes } = await lab('train', '--design', design, ...common, '--threads', '64')
      expect(code).toBe(0)
      expect(notes).toMatch(
        /64 threads were asked for, but there are processors for \d+: more would only wait\./,
      )
    },
  )

  test('another seed is another run', async () => {
    const [one, other] = [await train('--design', design), await train('--design', design, '--seed', '6')]
    expect(other.weightsSha256).not.toBe(one.weightsSha256)
  })

  test('prints a sound report and where the run is recorded', async () => {
    const { out } = await lab('train', '--design', design, ...common)
    const [path = ''] = /(?<=Recorded in ).*/.exec(out) ?? []
    const record = JSON.parse(await readFile(join(path, 'record.json'), 'utf8')) as RunRecord
    expect(out).toContain(record.testAccuracy?.toFixed(4))
    expect(out).toMatch(/T-shirt\/top .* 30\n/)
  })

  test('Ctrl-C stops and keeps; the run goes on to the bytes of an unbroken one', async () => {
    const whole = await wholeLong()
    const running = startLong()
    await running.noted('%')
    running.kill('SIGINT')
    const stopped = lastJson<Result>(await running.answer)
    expect(stopped).toMatchObject({ stopReason: 'stopped' })
    expect(stopped.iterations).toBeLessThan(15_000)
    expect(await lab('replay', stopped.id, ...common)).toMatchObject({ code: 0, out: 'identical\n' })
    const resumed = await train('--resume', stopped.id)
    expect(resumed).toMatchObject({
      id: stopped.id,
      stopReason: 'completed',
      weightsSha256: whole.weightsSha256,
    })
  })

  test('Ctrl-C twice quits at once: the record stands as interrupted', async () => {
    const running = startLong()
    await running.noted('%')
    running.kill('SIGINT')
    running.kill('SIGTERM')
    const { code, notes } = await running.answer
    const { out } = await lab('runs', ...common)
    expect([0, 130]).toContain(code)
    if (code === 130) expect(notes).toContain('lab train --resume ID')
    expect(out).not.toContain(' running ')
  })

  test('killed at random moments, it goes on to the bytes of an unbroken run; three rounds', async () => {
    const whole = await wholeLong()
    let running = startLong()
    const id = await runningId()
    for (let round = 0; round < 3; round++) {
      await sleep(100 + 400 * Math.random())
      running.kill('SIGKILL')
      await running.answer
      const shown = lastJson<RunRecord>(await lab('show', id, ...common.slice(0, 2), '--json'))
      if (shown.stopReason === 'completed') break
      expect(shown.stopReason).toBe('interrupted')
      running = startLab('train', '--resume', id, ...ONE_THREAD, ...common)
      await running.noted('%')
    }
    running.kill('SIGKILL')
    await running.answer
    const last = lastJson<RunRecord>(await lab('show', id, ...common.slice(0, 2), '--json'))
    const end = last.stopReason === 'completed' ? last : await train('--resume', id)
    expect(end.weightsSha256).toBe(whole.weightsSha256)
    expect(await lab('replay', id, ...common)).toMatchObject({ code: 0, out: 'identical\n' })
  })

  test('a run that leaves the finite numbers says where, and is recorded as diverged', async () => {
    const wild = await writeDesign('wild.json', 500, { learningRate: 1000, optimizer: { kind: 'sgd' } })
    const { out } = await lab('train', '--design', wild, ...common)
    expect(out).toMatch(/diverged: \d+ of 500 iterations/)
    expect(out).toMatch(/no longer finite at iteration \d+, first in layers\.\d/)
  })
})

test('lab replay names the first number that differs', async () => {
  const { id } = await train('--design', design)
  const run = join(folder, 'library', 'runs', id)
  const path = join(run, 'curves.json')
  const curves = JSON.parse(await readFile(path, 'utf8')) as RunCurves & { training: { loss: number[] } }
  const [, second = 0] = curves.training.loss
  curves.training.loss[1] = second + 1e-16 * second * 3
  await writeFile(path, JSON.stringify(curves))
  // A curve that its record does not know is no witness.
  const doubted = await lab('replay', id, ...common)
  expect(doubted).toMatchObject({ code: 1, out: '' })
  expect(doubted.notes).toMatch(
    /^The curves of run \w+ cannot be used: They were changed since they were recorded/,
  )

  const { contentSha256: _, ...record } = JSON.parse(await readFile(join(run, 'record.json'), 'utf8'))
  await writeFile(join(run, 'record.json'), JSON.stringify({ ...record, curvesSha256: curvesSha256(curves) }))
  const answer = await lab('replay', id, ...common)
  expect(answer.code).toBe(1)
  expect(answer.out).toMatch(/^The training loss at iteration 2 was [\d.e-]+ and is now [\d.e-]+\.\n$/)
})

test('lab reproduce prints theirs beside ours, and does not train twice what it knows', async () => {
  const words = ['reproduce', '--only', '87', '--only', '91', '--iterations', '20', ...common]
  const first = lastJson<{
    rows: readonly { row: string; variant: string; id: string; theirTestAccuracy: number }[]
  }>(await lab(...words, '--json'))
  expect(first.rows.map(({ row, variant }) => [row, variant])).toEqual([
    ['reference-87', 'as recorded'],
    ['reference-87', 'our rate'],
    ['reference-91', 'as recorded'],
    ['reference-91', 'our rate'],
  ])
  expect(first.rows[0]?.id).toBe(first.rows[2]?.id)
  expect(first.rows.map(({ theirTestAccuracy }) => theirTestAccuracy)).toEqual([
    0.8415, 0.8415, 0.6455, 0.6455,
  ])
  expect((await lab(...words)).out).toContain('* recorded there as 10,000 iterations, but stopped early')
})
