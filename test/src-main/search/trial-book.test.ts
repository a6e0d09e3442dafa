import { expect, it } from 'vitest'
import { createSampler } from '#shared/search/create-sampler'
import { parseSearch } from '#shared/search/search-spec'
import { trialAt } from '#shared/search/trial'
import { newRecordedSearch } from '../../../src-main/search/recorded-search'
import { createTrialBook } from '../../../src-main/search/trial-book'
import { exampleRun } from '../../helpers/example-runs'
import { smallSearch } from '../../helpers/small-search'

it('gives the window of a recorded trial no more than its figures: a thousand trials are one message', () => {
  const parsed = parseSearch(smallSearch(1))
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const search = newRecordedSearch({ spec: parsed.spec, data: 'd'.repeat(64), arithmetic: 'f32-fma-1' }, 0)
  const trial = trialAt(search.spec, 0, createSampler(search.spec).pointOf(0, []))
  const book = createTrialBook(search)
  const identity = book.resultOf(trial).runs[0]?.identity ?? ''
  const run = exampleRun('01JAAAAAAAAAAAAAAAAAAAAAAA')

  book.take({ ...run, record: { ...run.record, identity } })

  const [recorded] = book.resultOf(trial).runs
  expect(recorded?.run?.id).toBe(run.record.id)
  expect(JSON.stringify(recorded).length).toBeLessThan(500)
})
