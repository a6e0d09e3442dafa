import { describe, expect, test } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import type { Notice } from '#shared/ipc'
import type { TrainingEvent, TrainingResult } from '#shared/training/training-events'
import type { JobOrder } from '../../../src-main/app/training-job'
import { TrainingJobs } from '../../../src-main/app/training-jobs'
import { FileError } from '../../../src-main/base/file-errors'

const RESULT = { stopReason: 'completed', iterations: 10, testAccuracy: 0.9 } as unknown as TrainingResult
const ENDED: TrainingEvent = { kind: 'ended', result: RESULT }
const STARTED = { kind: 'started', iteration: 0 } as unknown as TrainingEvent
const FULL = new FileError('Cannot write the run: the disk is full.', 'ENOSPC')

function order(id: string): JobOrder {
  return { id, kind: 'train', experiment: finalNetwork, parent: null, resumes: false }
}

/** A trainer and a disk that is full whenever the test says so. */
function createBench(tryAgainAfter = 60_000) {
  const disk = { isFull: false }
  const diary: string[] = []
  const kept = new Set<string>()
  const notices: string[] = []
  const saved: [TrainingResult, string][] = []
  let running = ''
  const jobs = new TrainingJobs({
    trainer: {
      start: async ({ id }) => void (running = id),
      command: async (id, command) => {
        if (command === 'discard') await jobs.handle({ id, event: { kind: 'discarded', iteration: 0 } })
      },
    },
    openSink: async ({ id }) => ({
      checkpoint: null,
      stopAfter: null,
      checkpointEvery: null,
      handle: async ({ kind }) => {
        if (disk.isFull && (kind === 'started' || kind === 'ended')) throw FULL
        if (kind === 'started' || kind === 'ended') diary.push(`${id} ${kind}`)
      },
      interrupt: async () => diary.push(`${id} interrupted`),
      saveResult: async (result, folder) => void saved.push([result, folder]),
    }),
    store: {
      load: async () => ({ jobs: [], problems: [] }),
      put: async ({ order: { id } }) => void kept.add(id),
      remove: async (id) => void kept.delete(id),
    },
    threads: () => 1,
    onChange: () => undefined,
    onNotice: ({ values }: Notice) => notices.push(String(values['text'])),
    tryAgainAfter,
  })
  const tell = (event: TrainingEvent): Promise<void> => jobs.handle({ id: running, event })
  const states = () => jobs.jobs.map(({ id, state, held }) => [id, state, held])
  return { jobs, disk, diary, kept, notices, saved, tell, states }
}

async function withFullDiskAtEnd(tryAgainAfter?: number) {
  const bench = createBench(tryAgainAfter)
  for (const id of ['A', 'B']) await bench.jobs.add(order(id))
  await bench.tell(STARTED)
  bench.disk.isFull = true
  await bench.tell(ENDED)
  return bench
}

describe('a full disk at the end', () => {
  test('the result is held and told, and the next one waits', async () => {
    const { jobs, states, notices, kept, diary } = await withFullDiskAtEnd()
    expect(states()).toEqual([
      ['A', 'unwritten', null],
      ['B', 'waiting', null],
    ])
    expect(jobs.jobs[0]).toMatchObject({ problem: FULL.message, result: { testAccuracy: 0.9 } })
    expect(notices).toEqual([FULL.message])
    expect([...kept]).toEqual(['A', 'B'])
    expect(diary).toEqual(['A started'])
  })

  test('written again when there is space, by the user’s word; the next one starts', async () => {
    const { jobs, disk, diary, states, kept, notices } = await withFullDiskAtEnd()
    await expect(jobs.writeAgain('A')).rejects.toThrow(FULL.message)
    // Once is enough to be told the same.
    expect(notices).toEqual([FULL.message])
    disk.isFull = false
    await jobs.writeAgain('A')
    await jobs.saved()
    expect(diary).toEqual(['A started', 'A ended'])
    expect(states()).toEqual([['B', 'running', null]])
    expect([...kept]).toEqual(['B'])
  })

  test('and without a word as well', async () => {
    const { disk, states } = await withFullDiskAtEnd(5)
    disk.isFull = false
    await expect.poll(states).toEqual([['B', 'running', null]])
  })

  test('saved elsewhere, it is still held', async () => {
    const { jobs, saved, states } = await withFullDiskAtEnd()
    await jobs.saveResult('A', '/elsewhere')
    expect(saved).toEqual([[RESULT, '/elsewhere']])
    expect(states()[0]).toEqual(['A', 'unwritten', null])
  })

  test('given up, the run is interrupted and the next one starts', async () => {
    const { jobs, diary, states } = await withFullDiskAtEnd()
    await jobs.command('A', 'discard')
    expect(diary).toEqual(['A started', 'A interrupted'])
    expect(states()).toEqual([['B', 'running', null]])
  })

  test('the death of the trainer changes nothing of it, and no command but giving it up is taken', async () => {
    const { jobs, states, diary } = await withFullDiskAtEnd()
    await jobs.handleCrash()
    await expect(jobs.command('A', 'pause')).rejects.toThrow('has been trained to its end')
    expect(states()[0]).toEqual(['A', 'unwritten', null])
    expect(diary).toEqual(['A started'])
  })

  test('the end of the app tries once more, and keeps the job for the next start where that fails', async () => {
    const full = await withFullDiskAtEnd()
    await full.jobs.close(1000)
    expect(full.diary).toEqual(['A started', 'A interrupted'])
    expect([...full.kept]).toEqual(['A', 'B'])
    const free = await withFullDiskAtEnd()
    free.disk.isFull = false
    await free.jobs.close(1000)
    expect(free.diary).toEqual(['A started', 'A ended'])
    expect([...free.kept]).toEqual(['B'])
  })
})

describe('a full disk at the start', () => {
  test('no waiting job is used up: all wait for the user’s word, in their order', async () => {
    const { jobs, disk, tell, states, notices, kept, diary } = createBench()
    disk.isFull = true
    for (const id of ['A', 'B', 'C']) await jobs.add(order(id))
    await tell(STARTED)
    expect(states()).toEqual([
      ['A', 'waiting', 'disk'],
      ['B', 'waiting', 'disk'],
      ['C', 'waiting', 'disk'],
    ])
    expect(notices).toEqual([FULL.message])
    expect([...kept]).toEqual(['A', 'B', 'C'])
    disk.isFull = false
    await jobs.startWaiting()
    await tell(STARTED)
    await tell(ENDED)
    expect(diary).toEqual(['A interrupted', 'A started', 'A ended'])
    expect(states()).toEqual([
      ['B', 'running', null],
      ['C', 'waiting', null],
    ])
  })
})

describe('jobs of an earlier start', () => {
  const earlier = ['X', 'Y'].map((id, place) => ({ order: order(id), place }))

  test('wait for the user’s word, also behind a training that is started meanwhile', async () => {
    const { jobs, states, tell } = createBench()
    jobs.restore(earlier)
    expect(states()).toEqual([
      ['X', 'waiting', 'restart'],
      ['Y', 'waiting', 'restart'],
    ])
    await jobs.add(order('A'))
    expect(states()[0]).toEqual(['A', 'running', null])
    await tell(ENDED)
    expect(states().map(([id, state]) => [id, state])).toEqual([
      ['X', 'waiting'],
      ['Y', 'waiting'],
    ])
    await jobs.startWaiting()
    expect(states()).toEqual([
      ['X', 'running', null],
      ['Y', 'waiting', null],
    ])
  })

  test('one of them starts when somebody asks for its run, and the others go on waiting', async () => {
    const { jobs, states } = createBench()
    jobs.restore(earlier)
    await jobs.add(order('Y'))
    expect(states()).toEqual([
      ['Y', 'running', null],
      ['X', 'waiting', 'restart'],
    ])
    await expect(jobs.add(order('Y'))).rejects.toThrow('already trains or waits')
  })

  test('are not offered twice', () => {
    const { jobs, states } = createBench()
    jobs.restore(earlier)
    jobs.restore(earlier)
    expect(states()).toHaveLength(2)
  })

  test('the end of the app keeps what trains and what waits', async () => {
    const { jobs, kept, tell } = createBench()
    for (const id of ['A', 'B', 'C']) await jobs.add(order(id))
    await tell(STARTED)
    jobs.remove('B')
    await jobs.close(10)
    expect([...kept]).toEqual(['A', 'C'])
  })
})
