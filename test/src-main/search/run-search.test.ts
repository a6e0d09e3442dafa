import { describe, expect, it } from 'vitest'
import { createSampler } from '#shared/search/create-sampler'
import { parseSearch } from '#shared/search/search-spec'
import type { TrialResult } from '#shared/search/trial-result'
import { FileError } from '../../../src-main/base/file-errors'
import type { Executor, SearchTask, TaskEnd } from '../../../src-main/search/executor'
import { newRecordedSearch } from '../../../src-main/search/recorded-search'
import { runSearch } from '../../../src-main/search/run-search'
import { tasksByNumber } from '../../../src-main/search/task-source'
import { createTrialBook } from '../../../src-main/search/trial-book'
import { smallSearch } from '../../helpers/small-search'

const TRIALS = 12

/** An executor that ends what it has in an order of its own, and refuses one trial. */
function scriptedExecutor(room: number, refused = -1) {
  const submitted: number[] = []
  const cancelled: string[] = []
  let most = 0
  let open: SearchTask[] = []

  function endOf(task: SearchTask): TaskEnd {
    if (task.trial === refused) {
      const error = new FileError('Cannot write record.json: the disk is full.', 'ENOSPC', 'the disk is full')
      return { kind: 'failed', task, error }
    }
    if (cancelled.length > 0) return { kind: 'left', task }
    const figures = { validationAccuracy: task.trial / TRIALS, validationLoss: 1 }
    const run = { id: `R${task.trial}`, identity: task.identity, iterations: 20, seconds: 1, ...figures }
    return { kind: 'recorded', task, run: { ...run, stopReason: 'completed' } }
  }

  const executor: Executor = {
    room,
    submit: async (tasks) => {
      submitted.push(...tasks.map(({ trial }) => trial))
      open = [...open, ...tasks]
      most = Math.max(most, open.length)
    },
    // The last one first: nothing may follow from who is the quickest.
    poll: async () => {
      const last = open.at(-1)
      open = open.slice(0, -1)
      return last === undefined ? [] : [endOf(last)]
    },
    cancel: async (how) => void cancelled.push(how),
  }
  return { executor, submitted, cancelled, most: () => most }
}

function searching(executor: Executor) {
  const parsed = parseSearch(smallSearch(TRIALS))
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const search = newRecordedSearch({ spec: parsed.spec, data: 'd'.repeat(64), arithmetic: 'f32-fma-1' }, 0)
  const book = createTrialBook(search)
  const source = tasksByNumber(search, createSampler(search.spec), book, null)
  const told: TrialResult[] = []
  const running = runSearch({ source, book, executor, onResult: (result) => told.push(result) })
  return { running, told, results: source.results }
}

describe('running a search', () => {
  it.each([1, 3, 100])(
    'keeps an executor with room for %i full, and hands out every trial once',
    async (room) => {
      const { executor, submitted, most } = scriptedExecutor(room)
      const { running, told, results } = searching(executor)
      await running.finished
      expect(submitted.toSorted((left, right) => left - right)).toEqual([...Array(TRIALS).keys()])
      expect(most()).toBe(Math.min(room, TRIALS))
      expect(told).toHaveLength(TRIALS)
      expect(results().map(({ validationAccuracy }) => validationAccuracy)).toEqual(
        [...Array(TRIALS).keys()].map((trial) => trial / TRIALS),
      )
    },
  )

  it('ends with the sentence of a full disk, keeps what has ended, and hands out nothing more', async () => {
    const { executor, submitted, cancelled } = scriptedExecutor(2, 4)
    const { running, results } = searching(executor)
    await expect(running.finished).rejects.toThrow('Cannot write record.json: the disk is full.')
    expect(cancelled).toEqual(['soon'])
    expect(submitted.length).toBeLessThan(TRIALS)
    const done = results().filter(({ state }) => state === 'done')
    expect(done.length).toBeGreaterThanOrEqual(3)
    expect(done.map(({ index }) => index)).not.toContain(4)
  })

  it('that is left hands out nothing more, and what was broken off stays open', async () => {
    const { executor, submitted } = scriptedExecutor(3)
    const { running, results } = searching(executor)
    await running.leave('soon')
    await running.finished
    expect(submitted.length).toBeLessThanOrEqual(4)
    expect(results().every(({ state }) => state === 'open')).toBe(true)
  })
})
