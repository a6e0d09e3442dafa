import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSampler } from '#shared/search/create-sampler'
import { parseSearch } from '#shared/search/search-spec'
import { trialAt } from '#shared/search/trial'
import type { EndedRun } from '#shared/search/trial-result'
import { newRecordedSearch } from '../../../../src-main/search/recorded-search'
import { runSearch } from '../../../../src-main/search/run-search'
import { isGoing, type Slurm, type SlurmJob } from '../../../../src-main/search/slurm/slurm'
import { createSlurmExecutor } from '../../../../src-main/search/slurm/slurm-executor'
import { trialOfTask } from '../../../../src-main/search/slurm/trial-jobs'
import { tasksByNumber } from '../../../../src-main/search/task-source'
import { createTrialBook } from '../../../../src-main/search/trial-book'
import { smallSearch } from '../../../helpers/small-search'
import { temporaryFolders } from '../../../helpers/temporary-folder'

const folder = temporaryFolders()
const timers = {
  after: (_: number, callback: () => void) => {
    const timer = setImmediate(callback)
    return () => clearImmediate(timer)
  },
}

function indicesOf(options: readonly string[]): readonly number[] {
  const [, list = ''] = options.find((word) => word.startsWith('--array='))?.split('=') ?? []
  return (list.split('%')[0] ?? '').split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, place) => first + place)
  })
}

/** A Slurm that lives in this test. `stateOf` says how the job of a trial comes out; each question lets every job come further. */
function scriptedSlurm(stateOf: (trial: number) => string, finish: (trial: number) => void) {
  let jobs: SlurmJob[] = []
  const submitted: number[][] = []
  const refusals: Error[] = []
  const cancelled: string[] = []
  let isAway = false

  function further(job: SlurmJob): SlurmJob {
    if (job.state === 'PENDING') return { ...job, state: 'RUNNING', reason: 'None' }
    if (job.state !== 'RUNNING') return job
    const trial = trialOfTask(job.name, job.index)
    const state = stateOf(trial)
    if (state === 'COMPLETED') finish(trial)
    return { ...job, state }
  }

  const answer = async (): Promise<void> => {
    if (isAway) throw new Error('Unable to contact slurm controller')
  }
  const slurm: Slurm = {
    jobs: async (names) => {
      await answer()
      jobs = jobs.map(further)
      return jobs.filter(({ name }) => names.includes(name))
    },
    submit: async (options) => {
      await answer()
      const refusal = refusals.pop()
      if (refusal !== undefined) throw refusal
      const name = options.find((word) => word.startsWith('--job-name='))?.slice('--job-name='.length) ?? ''
      const array = String(submitted.length + 1)
      submitted.push(indicesOf(options).map((index) => trialOfTask(name, index)))
      jobs.push(
        ...indicesOf(options).map((index) => ({ array, index, name, state: 'PENDING', reason: 'Priority' })),
      )
      return array
    },
    cancel: async (those) => {
      cancelled.push(...those.map(({ array, index }) => `${array}_${index}`))
      jobs = jobs.map((job) =>
        isGoing(job) && cancelled.includes(`${job.array}_${job.index}`)
          ? { ...job, state: 'CANCELLED' }
          : job,
      )
    },
    endOf: async () => null,
  }
  return {
    slurm,
    submitted,
    refusals,
    cancelled,
    forget: () => (jobs = []),
    setAway: (away: boolean) => (isAway = away),
  }
}

interface Wanted {
  readonly trials?: number
  readonly seeds?: readonly number[]
  readonly stateOf?: (trial: number) => string
}

/** A search whose trials the scripted Slurm trains; `start` starts `lab search` once more. */
async function searching({ trials = 5, seeds = [1], stateOf = () => 'COMPLETED' }: Wanted = {}) {
  const parsed = parseSearch({ ...smallSearch(trials), seeds })
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const search = newRecordedSearch({ spec: parsed.spec, data: 'd'.repeat(64), arithmetic: 'f32-fma-1' }, 0)
  const library = new Map<string, EndedRun>()
  const sampler = createSampler(search.spec)
  const everything = createTrialBook(search)
  const all = Array.from({ length: trials }, (_, index) =>
    trialAt(search.spec, index, sampler.pointOf(index, [])),
  )

  function finish(trial: number): void {
    const found = all[trial]
    for (const { identity } of found === undefined ? [] : everything.tasksOf(found)) {
      const figures = { validationAccuracy: trial / trials, validationLoss: 1, iterations: 20, seconds: 1 }
      library.set(identity, { id: `R${library.size}`, identity, stopReason: 'completed', ...figures })
    }
  }

  const scripted = scriptedSlurm(stateOf, finish)
  const logs = join(await folder(), 'jobs')

  function start() {
    const book = createTrialBook(search)
    const takeAll = (): void => library.forEach((run, identity) => book.takeRun(identity, run))
    takeAll()
    const source = tasksByNumber(search, sampler, book, null)
    const notes: string[] = []
    const executor = createSlurmExecutor({
      ...{ search: search.id, trials, room: Number.POSITIVE_INFINITY, slurm: scripted.slurm, timers },
      plan: { folder: logs, command: ['lab', '--trial'], threads: 1, parallel: 2, options: [] },
      endedRun: book.endedRun,
      lookAgain: async () => takeAll(),
      onNote: (sentence) => notes.push(sentence),
    })
    const running = runSearch({ source, book, executor, onResult: () => undefined })
    const states = (): string =>
      source
        .results()
        .map(({ state }) => state[0])
        .join('')
    return { running, notes, states }
  }

  return { start, logs, ...scripted }
}

describe('trials through Slurm', () => {
  it('go there as one array, and are found in the library when they have ended', async () => {
    const { start, submitted } = await searching()
    const { running, notes, states } = start()
    expect(await running.finished).toEqual([])
    expect(submitted).toEqual([[0, 1, 2, 3, 4]])
    expect(states()).toBe('ddddd')
    expect(notes).toEqual(['Slurm has 5 trials as job 1.'])
  })

  it('are one job a trial, whatever its seeds, and arrays of a thousand', async () => {
    const { start, submitted } = await searching({ trials: 1003, seeds: [1, 2] })
    const { running, states } = start()
    await running.finished
    expect(submitted.map(({ length }) => length)).toEqual([1000, 3])
    expect(submitted.flat()).toEqual([...Array(1003).keys()])
    expect(states()).toBe('d'.repeat(1003))
  })

  it('that a search killed on the way has submitted are found again, and only the others are submitted', async () => {
    const { start, submitted } = await searching({
      stateOf: (trial) => (trial < 2 ? 'COMPLETED' : 'RUNNING'),
    })
    const killed = start()
    await expect.poll(killed.states).toBe('ddooo')
    await killed.running.leave('now')
    expect((await killed.running.finished).length).toBe(0)
    const resumed = start()
    await expect.poll(() => resumed.notes).toEqual(['Slurm has 3 trials already as job 1.'])
    await resumed.running.leave('now')
    await resumed.running.finished
    expect(submitted).toHaveLength(1)
  })

  it('of an earlier start whose jobs failed are submitted once more', async () => {
    let isBroken = true
    const { start, submitted } = await searching({
      stateOf: (trial) => (isBroken && trial === 1 ? 'NODE_FAIL' : 'COMPLETED'),
    })
    const first = start()
    expect((await first.running.finished).map(({ trial }) => trial)).toEqual([1])
    isBroken = false
    const second = start()
    expect(await second.running.finished).toEqual([])
    expect(submitted).toEqual([[0, 1, 2, 3, 4], [1]])
    expect(second.states()).toBe('ddddd')
  })

  it.each(['FAILED', 'OUT_OF_MEMORY', 'TIMEOUT', 'CANCELLED'])(
    'that end as %s are told with job and log, and the others go on',
    async (state) => {
      const { start, logs } = await searching({ stateOf: (trial) => (trial === 2 ? state : 'COMPLETED') })
      await mkdir(logs)
      await writeFile(join(logs, '0+3.log'), `${'x\n'.repeat(5000)}last but one\nKilled\n`)
      const { running, notes, states } = start()
      expect((await running.finished).map(({ trial }) => trial)).toEqual([2])
      expect(states()).toBe('ddodd')
      expect(notes.slice(1)).toEqual([
        `Trial 3 is not recorded: its job 1_3 ended as ${state}. The end of its log, ${logs}/0+3.log:`,
        ...['  x', '  x', '  x', '  last but one', '  Killed'],
      ])
    },
  )

  it('are given up when the first three have all failed', async () => {
    const { start, cancelled } = await searching({
      trials: 9,
      stateOf: (trial) => (trial < 3 ? 'FAILED' : 'RUNNING'),
    })
    await expect(start().running.finished).rejects.toThrow(
      'The first 3 trials all failed, so the others are cancelled.',
    )
    expect([...new Set(cancelled)]).toEqual(['1_4', '1_5', '1_6', '1_7', '1_8', '1_9'])
  })

  it('wait for a Slurm that is away for a while, which is said once', async () => {
    const { start, setAway } = await searching({ stateOf: () => (away > 0 ? 'RUNNING' : 'COMPLETED') })
    let away = 1
    const { running, notes, states } = start()
    await expect.poll(() => notes).toHaveLength(1)
    setAway(true)
    await expect.poll(() => notes).toHaveLength(2)
    expect(notes[1]).toBe(
      'Slurm does not answer: Unable to contact slurm controller (the search goes on when it does)',
    )
    away = 0
    setAway(false)
    await running.finished
    expect(states()).toBe('ddddd')
    expect(notes).toHaveLength(2)
  })

  it('are not submitted where there is no Slurm, or it refuses them, with its sentence', async () => {
    const away = await searching()
    away.setAway(true)
    await expect(away.start().running.finished).rejects.toThrow(
      'Slurm does not answer: Unable to contact slurm controller',
    )
    const refused = await searching()
    refused.refusals.push(new Error('invalid partition specified: gpu'))
    await expect(refused.start().running.finished).rejects.toThrow('invalid partition specified: gpu')
    expect(refused.submitted).toEqual([])
  })

  it('are cancelled when the search is left, and submitted again when it goes on', async () => {
    let isSlow = true
    const { start, submitted, cancelled } = await searching({
      stateOf: (trial) => (isSlow && trial > 0 ? 'RUNNING' : 'COMPLETED'),
    })
    const first = start()
    await expect.poll(first.states).toBe('doooo')
    await first.running.leave('soon')
    await first.running.finished
    expect([...new Set(cancelled)]).toEqual(['1_2', '1_3', '1_4', '1_5'])
    isSlow = false
    const second = start()
    await second.running.finished
    expect(second.states()).toBe('ddddd')
    expect(submitted).toEqual([
      [0, 1, 2, 3, 4],
      [1, 2, 3, 4],
    ])
  })

  it('whose job has left the queue without a word are lost, not waited for', async () => {
    const { start, forget } = await searching({ trials: 1, stateOf: () => 'RUNNING' })
    const { running, notes } = start()
    await expect.poll(() => notes).toHaveLength(1)
    forget()
    expect(await running.finished).toHaveLength(1)
    expect(notes[1]).toMatch(
      /^Trial 1 is not recorded: its job 1_1 is gone from Slurm's queue\. It has no log at /,
    )
  })
})
