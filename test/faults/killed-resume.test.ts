import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { openQueueFolder } from '../../src-main/app/queue-folder'
import { openLibrary } from '../../src-main/library/library'
import {
  type BundledProgram,
  bundleProgram,
  ended,
  nextMessage,
  startProgram,
} from '../helpers/bundled-program'
import { testNoise } from '../helpers/inline-training'
import { killOwners } from '../helpers/job-owners'
import { buildLab, lab, lastJson, startLab, writeSmallData } from '../helpers/lab-command'
import { roundSeed } from '../helpers/round-seed'
import { smallExperiment } from '../helpers/small-runs'

const RESUMED_KILLS = 50
const QUEUE_KILLS = 50
/** A machine that others use takes ten times as long as one that is free. */
const PATIENCE = 1_800_000

const seed = roundSeed('Kills of a resumed run')

let folder: string
let program: BundledProgram
beforeAll(async () => {
  await buildLab()
  program = await bundleProgram('queue-writer')
  folder = await mkdtemp(join(tmpdir(), 'killed-resume-'))
  await writeSmallData(folder)
}, 240_000)
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true, maxRetries: 10, force: true })
})

/** Until the end of a run is being written, or lies there whole, or the run is over: a slow disk must not decide what is tried. */
async function untilEndIs(state: 'begun' | 'whole', run: string, over: Promise<unknown>): Promise<void> {
  let isOver = false
  void over.then(() => (isOver = true))
  const isThere = (name: string): boolean => (state === 'whole' ? name === 'ended' : name.includes('ended'))
  while (!isOver && !(existsSync(run) && readdirSync(run).some(isThere))) await sleep(0)
}

it(
  `a stopped run is there after each of ${RESUMED_KILLS} kills of what goes on with it`,
  async () => {
    const noise = testNoise(seed)
    const directory = join(folder, 'library')
    const common = ['--data', folder, '--library', directory] as const
    const design = join(folder, 'design.json')
    await writeFile(design, JSON.stringify(smallExperiment(5, 12_000)))
    const whole = lastJson<RunRecord>(
      await lab('train', '--design', design, '--data', folder, '--library', join(folder, 'whole'), '--json'),
    )

    /** A new run that was stopped after some steps. */
    async function stoppedRun(): Promise<RunRecord> {
      const running = startLab('train', '--design', design, ...common, '--json')
      await running.noted('%')
      running.kill('SIGINT')
      return lastJson<RunRecord>(await running.answer)
    }

    let { id } = await stoppedRun()
    const outcomes = { stopped: 0, completed: 0 }
    for (let kill = 0; kill < RESUMED_KILLS; kill += 1) {
      const run = join(directory, 'runs', id)
      const before = await readFile(join(run, 'record.json'), 'utf8')
      const running = startLab('train', '--resume', id, ...common, '--threads', String(1 + (kill % 3)))
      // Every third kill comes while the end is being put in place.
      if (kill % 3 === 0) await untilEndIs(kill % 2 === 0 ? 'begun' : 'whole', run, running.answer)
      else await Promise.race([sleep(50 + 1500 * noise()), running.answer])
      if (kill % 3 === 0) await sleep(60 * noise())
      running.kill('SIGKILL')
      await running.answer

      const library = await openLibrary(directory)
      const [summary] = (await library.list()).filter(({ record }) => record.id === id)
      const hint = `kill ${kill}, TEST_SEED=${seed}`
      expect(summary?.runningIteration, hint).toBeNull()
      expect(library.problems, hint).toEqual([])
      // Throws where the weights are not those of the record.
      expect(await library.weights(id), hint).not.toBeNull()
      const isOver = summary?.record.stopReason === 'completed'
      outcomes[isOver ? 'completed' : 'stopped'] += 1
      if (isOver) expect(summary.record.weightsSha256, hint).toBe(whole.weightsSha256)
      else expect(await readFile(join(run, 'record.json'), 'utf8'), hint).toBe(before)
      await library.close()
      if (isOver) id = (await stoppedRun()).id
    }
    const last = lastJson<RunRecord>(await lab('train', '--resume', id, ...common, '--json'))
    expect(last.weightsSha256).toBe(whole.weightsSha256)
    process.stdout.write(`killed-resume: ${JSON.stringify(outcomes)}\n`)
    expect(outcomes.stopped).toBeGreaterThan(5)
    expect(outcomes.completed).toBeGreaterThan(0)
  },
  PATIENCE,
)

it(
  `the queue is what was promised, or what was asked for last, after each of ${QUEUE_KILLS} kills`,
  async () => {
    const noise = testNoise(seed + 1)
    let changes = 0
    for (let kill = 0; kill < QUEUE_KILLS; kill += 1) {
      const queue = join(folder, `queue-${Math.floor(kill / 5)}`)
      const diary = join(folder, `diary-${kill}`)
      const child = startProgram(program.path, [queue, diary, String(seed + kill)])
      await nextMessage(child)
      await sleep(20 + 150 * noise())
      child.kill('SIGKILL')
      await ended(child)

      const lines = (await readFile(diary, 'utf8')).trimEnd().split('\n')
      changes += lines.length
      const promised = lines.findLast((line) => line.startsWith('kept'))?.slice('kept '.length)
      const wanted = lines.at(-1)?.replace(/^\w+ /, '')
      const { jobs, problems } = await openQueueFolder(queue).load()
      const found = jobs.map(({ order }) => order.id).join(' ')
      expect(problems, `kill ${kill}, TEST_SEED=${seed}`).toEqual([])
      expect([promised, wanted], `kill ${kill}, TEST_SEED=${seed}`).toContain(found)
      // This process took the jobs over when it looked; the next one must find them nobody's.
      await killOwners(queue)
    }
    process.stdout.write(`killed-resume: ${changes} lines of the queue's diary\n`)
  },
  PATIENCE,
)
