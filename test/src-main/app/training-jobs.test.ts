import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import type { Job, JobEnd, Notice } from '#shared/ipc'
import { isLastEvent, type TrainingCommand, type TrainingEvent } from '#shared/training/training-events'
import type { JobOrder } from '../../../src-main/app/training-job'
import { TrainingJobs } from '../../../src-main/app/training-jobs'
import type { StartTraining } from '../../../src-main/trainer/process-contract'

const RESULT = { stopReason: 'completed', iterations: 10 } as unknown as Extract<
  TrainingEvent,
  { kind: 'ended' }
>['result']
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function order(id: string): JobOrder {
  return { id, kind: 'train', experiment: finalNetwork, parent: null, resumes: false }
}

/** A trainer that does nothing by itself, and keeps a diary. */
function createBench(options: { readonly refuses?: (id: string) => boolean } = {}) {
  const started: string[] = []
  const ends: string[] = []
  const commands: (readonly [string, TrainingCommand])[] = []
  const notices: Notice[] = []
  const told: JobEnd[] = []
  let seen: readonly Job[] = []
  let running: string | null = null
  let mostAtOnce = 0

  async function start({ id }: Pick<StartTraining, 'id'>): Promise<void> {
    if (options.refuses?.(id) === true) throw new Error(`The trainer refuses ${id}.`)
    if (running !== null) mostAtOnce = 2
    mostAtOnce = Math.max(mostAtOnce, 1)
    running = id
    started.push(id)
  }

  const jobs = new TrainingJobs({
    trainer: {
      start,
      command: async (id, command) => {
        commands.push([id, command])
        if (command === 'pause') await jobs.handle({ id, event: { kind: 'paused', iteration: 7 } })
      },
    },
    openSink: async ({ id }) => ({
      checkpoint: null,
      stopAfter: null,
      checkpointEvery: null,
      handle: async ({ kind }) => void (kind === 'ended' && ends.push(`${id} ended`)),
      interrupt: async () => ends.push(`${id} interrupted`),
    }),
    threads: () => 1,
    onChange: (list) => (seen = list),
    onNotice: (notice) => notices.push(notice),
    onEnd: (end) => told.push(end),
  })

  async function tell(event: TrainingEvent): Promise<void> {
    const id = running
    if (id === null) return
    if (isLastEvent(event)) running = null
    await jobs.handle({ id, event })
  }

  async function crash(): Promise<void> {
    running = null
    await jobs.handleCrash()
  }

  const diary = { started, ends, commands, notices, told, most: () => mostAtOnce, seen: () => seen }
  return { jobs, tell, crash, ...diary }
}

describe('the queue of trainings', () => {
  test('trains one job at a time, in order, and tells what is left', async () => {
    const { jobs, tell, started, seen } = createBench()
    for (const id of ['A', 'B', 'C']) await jobs.add(order(id))
    expect(started).toEqual(['A'])
    expect(seen().map(({ id, state }) => [id, state])).toEqual([
      ['A', 'running'],
      ['B', 'waiting'],
      ['C', 'waiting'],
    ])
    jobs.move('C', 0)
    await tell({ kind: 'ended', result: RESULT })
    await tell({ kind: 'ended', result: RESULT })
    expect(started).toEqual(['A', 'C', 'B'])
  })

  test('follows pause, resume, evaluation and speed', async () => {
    const { jobs, tell } = createBench()
    await jobs.add(order('A'))
    await tell({ kind: 'progress', iteration: 5, seconds: 1, stepsPerSecond: 120 })
    expect(jobs.jobs[0]).toMatchObject({ state: 'running', iteration: 5, stepsPerSecond: 120 })
    await tell({ kind: 'paused', iteration: 6 })
    expect(jobs.jobs[0]).toMatchObject({ state: 'paused', iteration: 6 })
    await tell({ kind: 'resumed', iteration: 6 })
    expect(jobs.jobs[0]).toMatchObject({ state: 'running' })
    await tell({ kind: 'evaluating', iteration: 10 })
    expect(jobs.jobs[0]).toMatchObject({ state: 'evaluating', iteration: 10 })
  })

  test('after a crash the run is interrupted, the user is told where, and the next one starts', async () => {
    const { jobs, tell, crash, started, ends, notices } = createBench()
    await jobs.add(order('A'))
    await jobs.add(order('B'))
    await tell({ kind: 'progress', iteration: 41, seconds: 1, stepsPerSecond: 120 })
    await crash()
    expect(ends).toEqual(['A interrupted'])
    expect(notices).toMatchObject([{ kind: 'error', key: 'trainerCrashed', values: { iteration: 41 } }])
    expect(started).toEqual(['A', 'B'])
    await crash()
    await crash()
    expect(jobs.jobs).toEqual([])
  })

  test('a job that cannot be started rejects, and does not keep the next one from starting', async () => {
    const { jobs, tell, started, notices } = createBench({ refuses: (id) => id.startsWith('bad') })
    await expect(jobs.add(order('bad'))).rejects.toThrow('The trainer refuses bad.')
    await jobs.add(order('A'))
    await jobs.add(order('bad later'))
    await jobs.add(order('B'))
    await tell({ kind: 'ended', result: RESULT })
    expect(started).toEqual(['A', 'B'])
    expect(notices).toMatchObject([{ key: 'plain', values: { text: 'The trainer refuses bad later.' } }])
  })

  test('what failed is told in its own words', async () => {
    const { jobs, tell, notices } = createBench()
    await jobs.add(order('A'))
    await tell({ kind: 'failed', message: 'Cannot read the images: they are cut off.' })
    expect(notices).toMatchObject([{ values: { text: 'Cannot read the images: they are cut off.' } }])
    expect(jobs.jobs).toEqual([])
  })

  test('the end of the app pauses what trains, keeps it as interrupted, and starts nothing more', async () => {
    const { jobs, commands, ends, started } = createBench()
    await jobs.add(order('A'))
    await jobs.add(order('B'))
    await jobs.close(1000)
    expect(commands).toEqual([['A', 'pause']])
    expect(ends).toEqual(['A interrupted'])
    expect(started).toEqual(['A'])
  })

  test('tells of every job how it ended, and of none twice', async () => {
    const { jobs, tell, crash, told } = createBench({ refuses: (id) => id === 'refused' })
    for (const id of ['done', 'gone', 'broken', 'crashed']) await jobs.add(order(id))
    await tell({ kind: 'ended', result: RESULT })
    await tell({ kind: 'discarded', iteration: 3 })
    await tell({ kind: 'failed', message: 'Cannot read the images.' })
    await crash()
    await jobs.add(order('refused')).catch(() => undefined)

    expect(told.map(({ id, outcome, problem }) => [id, outcome, problem])).toEqual([
      ['done', 'recorded', null],
      ['gone', 'discarded', null],
      ['broken', 'failed', 'Cannot read the images.'],
      ['crashed', 'crashed', null],
      ['refused', 'failed', 'The trainer refuses refused.'],
    ])
  })

  test('a job that the end of the app interrupts has not ended', async () => {
    const { jobs, told } = createBench()
    await jobs.add(order('A'))
    await jobs.close(1000)
    expect(told).toEqual([])
  })

  test('stop and keep waits until the run is recorded, and starts nothing more', async () => {
    const { jobs, tell, commands, started, told } = createBench()
    await jobs.add(order('A'))
    await jobs.add(order('B'))
    await tell({ kind: 'progress', iteration: 5, seconds: 1, stepsPerSecond: 120 })
    let isOver = false
    const stopping = jobs.stopAndKeep().then(() => (isOver = true))
    await settle()
    expect(commands).toEqual([['A', 'stop']])
    await tell({ kind: 'evaluating', iteration: 5 })
    await settle()
    expect(isOver).toBe(false)
    await tell({ kind: 'ended', result: RESULT })
    await stopping
    expect(told).toMatchObject([{ id: 'A', outcome: 'recorded' }])
    expect(started).toEqual(['A'])
    expect(jobs.jobs.map(({ id, state }) => [id, state])).toEqual([['B', 'waiting']])
  })

  test('refuses the same run twice, and commands to runs that are not trained', async () => {
    const { jobs } = createBench()
    await jobs.add(order('A'))
    await expect(jobs.add(order('A'))).rejects.toThrow('Run A already trains or waits.')
    await expect(jobs.command('Z', 'pause')).rejects.toThrow('Run Z is not being trained')
    expect(() => jobs.move('A', 0)).toThrow('Run A does not wait in the queue.')
  })

  test('whatever happens, never two at once, and nothing is lost or trained twice', async () => {
    const step = fc.oneof(
      fc.constant('add' as const),
      fc.constant('end' as const),
      fc.constant('crash' as const),
      fc.record({ move: fc.nat(5), place: fc.nat(5) }),
      fc.record({ remove: fc.nat(5) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { jobs, tell, crash, started, most } = createBench()
        const added: string[] = []
        const removed: string[] = []
        const waiting = (): readonly string[] =>
          jobs.jobs.filter(({ state }) => state === 'waiting').map(({ id }) => id)
        for (const action of steps) {
          if (action === 'add') {
            added.push(`run ${added.length}`)
            await jobs.add(order(added.at(-1) ?? ''))
          } else if (action === 'end') await tell({ kind: 'ended', result: RESULT })
          else if (action === 'crash') await crash()
          else if ('move' in action) {
            const id = waiting()[action.move]
            if (id !== undefined) jobs.move(id, action.place)
          } else {
            const id = waiting()[action.remove]
            if (id !== undefined) removed.push(id)
            if (id !== undefined) jobs.remove(id)
          }
          await settle()
        }
        while (jobs.jobs.length > 0) await tell({ kind: 'ended', result: RESULT })
        expect(most()).toBeLessThan(2)
        expect([...started, ...removed].sort()).toEqual([...added].sort())
      }),
      { numRuns: 50 },
    )
  })
})
