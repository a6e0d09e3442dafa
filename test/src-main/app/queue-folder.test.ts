import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { openQueueFolder } from '../../../src-main/app/queue-folder'
import { restoreJob } from '../../../src-main/app/restore-queue'
import type { JobOrder } from '../../../src-main/app/training-job'
import { TrainingQueue } from '../../../src-main/app/training-queue'
import { FileError } from '../../../src-main/base/file-errors'
import { killOwners } from '../../helpers/job-owners'
import { smallExperiment } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const idOf = (number: number): string => `01KF16G700J5S8K2T0ZRX3M4${String(number).padStart(2, '0')}`

function order(number: number, change: Partial<JobOrder> = {}): JobOrder {
  return {
    id: idOf(number),
    kind: 'train',
    experiment: smallExperiment(number),
    parent: null,
    resumes: false,
    ...change,
  }
}

async function idsAfterKill(folder: string): Promise<readonly string[]> {
  await killOwners(folder)
  const { jobs, problems } = await openQueueFolder(folder).load()
  expect(problems).toEqual([])
  return jobs.map((job) => job.order.id)
}

test('a job comes back with all that it was', async () => {
  const folder = join(await temporaryFolder(), 'queue')
  const store = openQueueFolder(folder)
  const orders = [order(1, { parent: idOf(9) }), order(2, { kind: 'replay' }), order(3, { resumes: true })]
  for (const [place, one] of orders.entries()) await store.put({ order: one, place })
  await killOwners(folder)
  expect(await openQueueFolder(folder).load()).toEqual({
    jobs: orders.map((one, place) => ({ order: one, place })),
    problems: [],
  })
})

test('whatever is added, moved, started, ended and removed, a kill leaves it in its order', async () => {
  const step = fc.oneof(
    fc.constant('add' as const),
    fc.constant('start' as const),
    fc.constant('done' as const),
    fc.constant('put back' as const),
    fc.record({ move: fc.nat(6), to: fc.nat(6) }),
    fc.record({ remove: fc.nat(6) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const folder = join(await temporaryFolder(), 'queue')
      const errors: unknown[] = []
      const queue = new TrainingQueue(openQueueFolder(folder), (error) => errors.push(error))
      let started: JobOrder | null = null
      let added = 0
      const at = (index: number): string => queue.waiting[index % queue.waiting.length]?.order.id ?? ''
      for (const action of steps) {
        if (action === 'add') await queue.add(order((added += 1)))
        else if (action === 'start') started ??= queue.start()
        else if (action === 'done') {
          if (started !== null) queue.done(started.id)
          started = null
        } else if (action === 'put back') {
          if (started !== null) queue.putBack(started)
          if (started !== null) queue.release()
          started = null
        } else if (queue.waiting.length > 0) {
          if ('move' in action) queue.move(at(action.move), action.to % queue.waiting.length)
          else queue.remove(at(action.remove))
        }
      }
      await queue.saved()
      const waiting = queue.waiting.map((job) => job.order.id)
      if (added > 0)
        expect(await idsAfterKill(folder)).toEqual(started === null ? waiting : [started.id, ...waiting])
      expect(errors).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a job that was moved 200 times between two others is still between them', async () => {
  const folder = join(await temporaryFolder(), 'queue')
  const queue = new TrainingQueue(openQueueFolder(folder), () => undefined)
  for (const number of [1, 2, 3, 4]) await queue.add(order(number))
  // Every move halves the gap, so that numbers run out.
  for (let turn = 0; turn < 200; turn += 1) queue.move(queue.waiting[2]?.order.id ?? '', 1)
  await queue.saved()
  const waiting = queue.waiting.map((job) => job.order.id)
  expect(waiting[0]).toBe(idOf(1))
  expect(waiting[3]).toBe(idOf(4))
  expect(await idsAfterKill(folder)).toEqual(waiting)
})

test('the jobs of a living process are its own', async () => {
  const folder = join(await temporaryFolder(), 'queue')
  await openQueueFolder(folder).put({ order: order(1), place: 0 })
  expect(await openQueueFolder(folder).load()).toEqual({ jobs: [], problems: [] })
  expect(await readdir(folder)).toHaveLength(1)
})

test('a disk that refuses a job refuses it before it waits', async () => {
  const folder = join(await temporaryFolder(), 'queue')
  await writeFile(folder, 'in the way')
  const queue = new TrainingQueue(openQueueFolder(folder), () => undefined)
  await expect(queue.add(order(1))).rejects.toThrow(/^Cannot write .*01KF.*: .*\.$/)
  expect(queue.waiting).toEqual([])
})

describe('a file that cannot be used costs only its own job, is told and kept', () => {
  const file = `${idOf(2)}.json`
  const changed = (change: object) => (text: string) =>
    JSON.stringify({ ...(JSON.parse(text) as object), ...change })
  test.each<readonly [string, (text: string) => string | Uint8Array, RegExp]>([
    ['empty', () => '', /./],
    ['cut off', (text) => text.slice(0, 200), /./],
    ['not UTF-8', () => Uint8Array.of(0xff, 0xfe), /UTF-8/],
    ['a list', () => '[]', /not a training that waits/],
    ['of another format', changed({ format: 'our-neural-network/run' }), /format/],
    ['of a newer version', changed({ version: 2 }), /newer version/],
    ['under another name', changed({ id: idOf(7) }), /under another name/],
    ['with a path as its id', changed({ id: '../../etc' }), /id/],
    ['without an order', changed({ place: null }), /place/],
    ['of an unknown kind', changed({ kind: 'delete' }), /kind/],
    ['with an experiment that is none', changed({ experiment: { design: 1 } }), /./],
    // A start of the computer or a heartbeat that is none would let a job wait for a process that is gone.
    ['whose owner was damaged', (text) => text.replace(/"heartbeat":"2/, '"heartbeat":"9'), /changed/],
    ['larger than any job', (text) => text + ' '.repeat(1_000_001), /at most 1000000 are allowed/],
  ])('%s', async (_, damage, reason) => {
    const folder = join(await temporaryFolder(), 'queue')
    for (const number of [1, 2, 3]) await openQueueFolder(folder).put({ order: order(number), place: number })
    await killOwners(folder)
    const damaged = damage(await readFile(join(folder, file), 'utf8'))
    await writeFile(join(folder, file), damaged)
    const { jobs, problems } = await openQueueFolder(folder).load()
    expect(jobs.map((job) => job.order.id)).toEqual([idOf(1), idOf(3)])
    expect(problems).toEqual([{ file: join(folder, file), reason: expect.stringMatching(reason) as string }])
    expect(await readFile(join(folder, file))).toEqual(Buffer.from(damaged))
  })
})

describe('what a job has become since', () => {
  const libraryWith = (record: Partial<RunRecord> | null) => ({
    record: async (): Promise<RunRecord> => {
      if (record === null) throw new FileError('There is no run.', 'ENOENT')
      return record as RunRecord
    },
  })
  const job = (change: Partial<JobOrder> = {}) => ({ order: order(1, change), place: 3 })

  test.each<readonly [string, Partial<RunRecord> | null, Partial<JobOrder>, object]>([
    ['never started: it waits as it was', null, {}, { job: job() }],
    ['broken off: it goes on', { stopReason: 'interrupted' }, {}, { job: job({ resumes: true }) }],
    [
      'completed before its file went: it is over',
      { stopReason: 'completed' },
      {},
      { done: idOf(1), why: null },
    ],
    ['stopped by the user: it is over', { stopReason: 'stopped' }, {}, { done: idOf(1), why: null }],
    [
      'a stopped run that was to go on: it still is',
      { stopReason: 'stopped' },
      { resumes: true },
      { job: job({ resumes: true }) },
    ],
    [
      'gone on with to its end: it is over',
      { stopReason: 'completed' },
      { resumes: true },
      { done: idOf(1), why: null },
    ],
    ['a replay of a run', { stopReason: 'completed' }, { kind: 'replay' }, { job: job({ kind: 'replay' }) }],
  ])('%s', async (_, record, change, wanted) => {
    expect(await restoreJob(libraryWith(record), job(change))).toEqual(wanted)
  })

  test('a run that was to go on or be replayed and is not there any more is told', async () => {
    for (const change of [{ resumes: true }, { kind: 'replay' }] as const) {
      const restored = await restoreJob(libraryWith(null), job(change))
      expect(restored).toEqual({
        done: idOf(1),
        why: expect.stringContaining('is not in the library any more') as string,
      })
    }
  })
})
