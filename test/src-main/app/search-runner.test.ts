import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parameterCount } from '#shared/experiment/parameter-count'
import type { SearchInfo } from '#shared/ipc'
import { bestLines } from '#shared/search/best-text'
import { parseSearch, type SearchSpec } from '#shared/search/search-spec'
import { openRecordSink } from '../../../src-main/app/record-sink'
import { createSearchRunner, type SearchRunner } from '../../../src-main/app/search-runner'
import type { JobOrder } from '../../../src-main/app/training-job'
import { TrainingJobs } from '../../../src-main/app/training-jobs'
import { openLibrary } from '../../../src-main/library/library'
import { takeSearchTurn } from '../../../src-main/search/search-turn'
import { openSearches } from '../../../src-main/search/searches'
import { smallResult } from '../../helpers/small-runs'
import { smallSearch } from '../../helpers/small-search'
import { temporaryFolders } from '../../helpers/temporary-folder'

const DATA = '0123456789abcdef'.repeat(4)
const identity = { data: DATA, dataset: undefined, arithmetic: 'f32-fma-1' }
const folder = temporaryFolders()

function specOf(change: object = {}): SearchSpec {
  const parsed = parseSearch({ ...smallSearch(4), ...change })
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  return parsed.spec
}

/** The app's queue and library around a trainer that ends each run at once; `pauseAt` keeps it from ending that one. */
async function start(directory: string, pauseAt = Number.POSITIVE_INFINITY) {
  const library = await openLibrary(directory)
  const infos: SearchInfo[] = []
  const started: string[] = []
  const orders = new Map<string, JobOrder>()
  let waiting: (() => Promise<void>) | null = null

  async function train(
    { id, experiment }: Pick<JobOrder, 'id' | 'experiment'>,
    stopAfter: number | null,
  ): Promise<void> {
    started.push(id)
    await jobs.handle({
      id,
      event: {
        kind: 'started',
        engine: 'wasm',
        threads: 1,
        arithmetic: 'f32-fma-1',
        parameters: parameterCount(experiment.design),
        trainingImages: 48_000,
        validationImages: 12_000,
        iteration: 0,
      },
    })
    const validationAccuracy = 1 / (1 + experiment.plan.learningRate)
    const end = (change: object): Promise<void> =>
      jobs.handle({
        id,
        event: {
          kind: 'ended',
          result: smallResult(experiment, { validationAccuracy, validationLoss: 2, ...change }),
        },
      })
    if (started.length > pauseAt) waiting = () => end({ stopReason: 'stopped', iterations: 1 })
    else if (stopAfter === null) setImmediate(() => void end({}))
    else setImmediate(() => void end({ stopReason: 'stopped', iterations: stopAfter }))
  }

  const jobs: TrainingJobs = new TrainingJobs({
    trainer: {
      start: async ({ id, experiment, stopAfter }) =>
        void setImmediate(() => void train({ id, experiment }, stopAfter)),
      command: async (_, command) => (command === 'stop' ? waiting?.() : undefined),
    },
    openSink: (order) => {
      orders.set(order.id, order)
      const { data = DATA } = order
      const common = { library, data, dataset: undefined, arithmetic: 'f32-fma-1' }
      return openRecordSink(order, { ...common, author: '', calibration: null, onProblem: () => undefined })
    },
    threads: () => 1,
    onChange: () => undefined,
    onNotice: () => undefined,
    onEnd: (end) => void runner.ended(end),
  })
  const searches = openSearches(join(directory, 'searches'))
  const runner: SearchRunner = createSearchRunner({
    library: Promise.resolve(library),
    searches,
    jobs,
    arithmetic: async () => 'f32-fma-1',
    description: async () => undefined,
    onChange: (info) => infos.push(info),
  })
  const settled = async (state: SearchInfo['state']): Promise<void> => {
    while (infos.at(-1)?.state !== state) await new Promise((resolve) => setImmediate(resolve))
  }
  /** The run at which it pauses has begun. */
  const paused = async (): Promise<void> => {
    while (waiting === null) await new Promise((resolve) => setImmediate(resolve))
  }
  return { runner, jobs, library, infos, started, orders, settled, paused }
}

describe('a search of the window', () => {
  it('goes through the queue trial by trial, each with the search as its parent, and ends as done', async () => {
    const { runner, library, started, settled } = await start(await folder())
    const id = await runner.start(specOf(), DATA)
    await settled('done')
    const { info, trials, running } = await runner.results(id)
    expect(info).toMatchObject({ state: 'done', done: 4, problem: null })
    expect(running).toBeNull()
    expect(trials.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
    expect(bestLines(trials)).toHaveLength(4)
    const parents = (await library.list()).map(({ record }) => record.parent)
    expect(parents.toSorted()).toEqual([0, 1, 2, 3].map((trial) => `search:${id}/${trial}`))
    expect(started).toHaveLength(4)
    await library.close()
  })

  it('trains only what is new when trials are added, and nothing when the same search is started again', async () => {
    const { runner, library, started, settled } = await start(await folder())
    const id = await runner.start(specOf(), DATA)
    await settled('done')
    await runner.goOn(id, 6)
    await settled('done')
    expect(started).toHaveLength(6)
    expect(await runner.start(specOf({ name: 'the same under another name' }), DATA)).toBe(id)
    await settled('done')
    expect(started).toHaveLength(6)
    expect((await runner.list()).searches.map(({ done }) => done)).toEqual([6])
    await library.close()
  })

  it('leaves a search alone with which a command goes on, says so, and goes on when that has ended', async () => {
    const directory = await folder()
    const { runner, library, started, settled, infos } = await start(directory)
    const searches = openSearches(join(directory, 'searches'))
    const { id } = await searches.open({ ...identity, spec: specOf() })
    const command = await takeSearchTurn(searches, id, null)
    await expect(runner.start(specOf(), DATA)).rejects.toThrow(`Search ${id} goes on in another process.`)
    expect(infos.at(-1)).toMatchObject({
      state: 'stopped',
      problem: `Search ${id} goes on in another process.`,
    })
    expect(started).toEqual([])
    await command.release()
    await runner.goOn(id)
    await settled('done')
    expect((await runner.results(id)).info).toMatchObject({ done: 4, problem: null })
    await library.close()
  })

  it('keeps commands away until its last run has ended, and no longer', async () => {
    const directory = await folder()
    const { runner, library, paused } = await start(directory, 1)
    const searches = openSearches(join(directory, 'searches'))
    const id = await runner.start(specOf(), DATA)
    await paused()
    await expect(takeSearchTurn(searches, id, null)).rejects.toThrow('goes on in another process')
    await runner.stop(id)
    while ((await runner.results(id)).running !== null) await new Promise((resolve) => setImmediate(resolve))
    const command = await takeSearchTurn(searches, id, null)
    await command.release()
    await library.close()
  })

  it('takes a part of the trials, also after another start, and all of them when somebody asks for all', async () => {
    const directory = await folder()
    const first = await start(directory)
    const id = await first.runner.start(specOf(), DATA, { part: 2, parts: 3 })
    await first.settled('done')
    const { info, trials } = await first.runner.results(id)
    expect(info).toMatchObject({ slice: { part: 2, parts: 3 }, state: 'done', done: 1 })
    expect(trials.map(({ state }) => state)).toEqual(['open', 'done', 'open', 'open'])
    await first.library.close()
    const second = await start(directory)
    await second.runner.goOn(id, 6)
    await second.settled('done')
    expect((await second.runner.results(id)).info).toMatchObject({ state: 'done', done: 2 })
    await second.runner.start(specOf({ trials: 6 }), DATA)
    await second.settled('done')
    expect((await second.runner.results(id)).info).toMatchObject({ slice: null, state: 'done', done: 6 })
    await second.library.close()
  })

  it('stops trials that fall behind where they are compared, and knows them after another start', async () => {
    const directory = await folder()
    const { runner, library, settled } = await start(directory)
    const id = await runner.start(specOf({ halving: { least: 5, reduction: 2 } }), DATA)
    await settled('done')
    const { info, trials } = await runner.results(id)
    expect(info).toMatchObject({ state: 'done', done: 4 })
    // The smaller the rate, the better it is here: a trial goes on where half of those before are not better.
    const rates = trials.map(({ settings }) => Number(settings['plan.learningRate']))
    const goesOn = rates.map((rate, trial) => {
      const better = rates.slice(0, trial).filter((other) => other < rate).length
      return better < Math.max(1, Math.floor((trial + 1) / 2))
    })
    const states = trials.map(({ state, runs }) => [state, runs[0]?.run?.iterations])
    expect(states.map(([state, iterations]) => state === 'done' || iterations !== 5)).toEqual(goesOn)
    await library.close()
    const second = await start(directory)
    expect((await second.runner.results(id)).trials.map(({ state }) => state)).toEqual(
      trials.map(({ state }) => state),
    )
    await second.library.close()
  })

  it('stops with the run that is being trained, and goes on after another start', async () => {
    const directory = await folder()
    const first = await start(directory, 1)
    const id = await first.runner.start(specOf(), DATA)
    await first.paused()
    expect((await first.runner.results(id)).running).toMatchObject({ trial: 1, run: first.started[1] })
    await first.runner.stop(id)
    await first.settled('stopped')
    expect((await first.runner.results(id)).info).toMatchObject({ state: 'stopped', done: 1 })
    await first.library.close()
    const second = await start(directory)
    expect((await second.runner.list()).searches).toMatchObject([{ id, state: 'stopped', done: 1 }])
    await second.runner.goOn(id)
    await second.settled('done')
    expect((await second.runner.results(id)).info.done).toBe(4)
    await second.library.close()
  })

  /** A second start with the search and the job that one left which ended in the middle of its second trial. */
  async function startAfterEnd(directory: string) {
    const first = await start(directory, 1)
    const id = await first.runner.start(specOf(), DATA)
    await first.paused()
    const [, left = ''] = first.started
    await first.jobs.close(10)
    await first.library.close()
    // A process that has ended holds nothing.
    const place = join(directory, 'searches', id)
    for (const name of await readdir(place)) if (name.endsWith('.held')) await rm(join(place, name))
    const order = first.orders.get(left)
    if (order === undefined) throw new Error('The second trial was not queued.')
    const second = await start(directory)
    const restored = { order: { ...order, resumes: true }, place: 0 }
    second.jobs.restore([restored])
    return { second, id, left, restored, searches: openSearches(join(directory, 'searches')) }
  }

  it('lets the job that an earlier start left be trained, and no other, where a command goes on meanwhile', async () => {
    const { second, id, left, restored, searches } = await startAfterEnd(await folder())
    const command = await takeSearchTurn(searches, id, null)
    await second.runner.restore([restored.order])
    await second.jobs.startWaiting()
    while ((await second.runner.results(id)).running !== null)
      await new Promise((resolve) => setImmediate(resolve))
    expect(second.started).toEqual([left])
    const { info } = await second.runner.results(id)
    expect(info).toMatchObject({
      state: 'stopped',
      done: 2,
      problem: `Search ${id} goes on in another process.`,
    })
    await command.release()
    await second.library.close()
  })

  it('goes on with the jobs that an earlier start left in the queue', async () => {
    const { second, id, left, restored } = await startAfterEnd(await folder())
    await second.runner.restore([restored.order])
    expect((await second.runner.results(id)).info).toMatchObject({ state: 'going', done: 1 })
    await second.jobs.startWaiting()
    await second.settled('done')
    expect((await second.runner.results(id)).info.done).toBe(4)
    expect(second.started[0]).toBe(left)
    await second.library.close()
  })

  it('goes on where somebody says so before the run that was told to stop has stopped', async () => {
    const { runner, library, started, paused } = await start(await folder(), 1)
    const id = await runner.start(specOf(), DATA)
    await paused()
    await Promise.all([runner.stop(id), runner.goOn(id)])
    await expect.poll(() => started.length).toBe(3)
    expect((await runner.results(id)).info).toMatchObject({ state: 'going', done: 1 })
    await library.close()
  })

  it('is stopped when somebody stops the run that is being trained for it', async () => {
    const { runner, library, started, settled, jobs, paused } = await start(await folder(), 1)
    const id = await runner.start(specOf(), DATA)
    await paused()
    await jobs.command(started[1] ?? '', 'stop')
    await settled('stopped')
    expect((await runner.results(id)).info).toMatchObject({ done: 1, problem: null })
    await library.close()
  })
})
