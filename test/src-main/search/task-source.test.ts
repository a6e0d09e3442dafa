import { describe, expect, it } from 'vitest'
import { createSampler } from '#shared/search/create-sampler'
import type { OrderEntry } from '#shared/search/known-order'
import type { SamplerSpec } from '#shared/search/sampler-spec'
import { parseSearch } from '#shared/search/search-spec'
import type { SearchTask } from '../../../src-main/search/executor'
import { newRecordedSearch } from '../../../src-main/search/recorded-search'
import {
  tasksByNumber,
  tasksInOrder,
  tasksOfTrial,
  type TaskSource,
} from '../../../src-main/search/task-source'
import { createTrialBook } from '../../../src-main/search/trial-book'
import { smallSearch } from '../../helpers/small-search'

const TRIALS = 15
const SPACE = {
  'plan.learningRate': { kind: 'logarithmic', low: 0.01, high: 1 },
  'design.hidden': { kind: 'choices', values: [[3], [5], [3, 5], [5, 5]] },
}

function searching(sampler: SamplerSpec) {
  const parsed = parseSearch({ ...smallSearch(TRIALS), space: SPACE, sampler, seeds: [1, 2] })
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const search = newRecordedSearch({ spec: parsed.spec, data: 'd'.repeat(64), arithmetic: 'f32-fma-1' }, 0)
  return { search, sampler: createSampler(search.spec), book: createTrialBook(search) }
}

async function allOf(source: TaskSource | null): Promise<readonly SearchTask[]> {
  const tasks: SearchTask[] = []
  for (let task = await source?.next(); task != null; task = await source?.next()) tasks.push(task)
  return tasks
}

describe('the tasks of a search', () => {
  it.each<SamplerSpec>([
    { kind: 'random', seed: 3 },
    { kind: 'grid', points: 4 },
    { kind: 'latin-hypercube', points: TRIALS, seed: 3 },
    { kind: 'sobol', seed: 3 },
  ])('are the same at once, in three slices, and a trial at a time: $kind', async (kind) => {
    const { search, sampler, book } = searching(kind)
    const whole = await allOf(tasksByNumber(search, sampler, book, null))
    expect(whole).toHaveLength(2 * TRIALS)
    const slices = [3, 1, 2].map((part) => allOf(tasksByNumber(search, sampler, book, { part, parts: 3 })))
    const inSlices = (await Promise.all(slices)).flat()
    expect(inSlices.toSorted((left, right) => left.trial - right.trial)).toEqual(whole)
    for (let trial = TRIALS - 1; trial >= 0; trial -= 1)
      expect(await allOf(tasksOfTrial(search, sampler, book, trial, []))).toEqual(
        whole.filter((task) => task.trial === trial),
      )
    expect(tasksOfTrial(search, sampler, book, TRIALS, [])).toBeNull()
  })

  it('of a sampler that learns are told to a job by the order of what was known when they were asked for', async () => {
    const { search, sampler, book } = searching({ kind: 'tpe', seed: 3 })
    const entries: OrderEntry[] = []
    const source = tasksInOrder(search, sampler, book, {
      entries: [],
      add: async (entry) => void entries.push(entry),
    })
    for (let task = await source.next(); task !== null; task = await source.next()) {
      const { trial, identity } = task
      expect(await allOf(tasksOfTrial(search, sampler, book, trial, entries))).toContainEqual(task)
      expect(tasksOfTrial(search, sampler, book, trial + 1, entries)).toBeNull()
      const figures = { validationAccuracy: (trial % 4) / 4, validationLoss: 1, iterations: 20, seconds: 1 }
      book.takeRun(identity, { id: `R${trial}`, identity, stopReason: 'completed', ...figures })
      await source.ended(trial)
    }
    expect(entries).toHaveLength(2 * TRIALS)
  })
})
