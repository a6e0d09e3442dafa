import { expect, test } from 'vitest'
import type { Job } from '#shared/ipc'
import { createQuitQuestion } from '../../../src-main/app/quit-question'
import { waitingJob } from '../../../src-main/app/training-job'
import { smallExperiment } from '../../helpers/small-runs'

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

function job(state: Job['state']): Job {
  const order = {
    id: ID,
    kind: 'train',
    parent: null,
    resumes: false,
    experiment: smallExperiment(),
  } as const
  return { ...waitingJob(order), state }
}

/** A training, a disk and a window, as the question sees them. */
function scene({ jobs = [job('unwritten')], isFull = true, answers = true }) {
  const asked: string[] = []
  const disk = { isFull }
  const question = createQuitQuestion({
    jobs: {
      jobs,
      writeAgain: () => (disk.isFull ? Promise.reject(new Error('The disk is full.')) : Promise.resolve()),
    },
    ask: () => {
      if (answers) asked.push('asked')
      return answers
    },
  })
  return { question, asked, disk }
}

test.each(['waiting', 'running', 'paused', 'evaluating'] as const)(
  'with nothing held (%s) the app quits unasked',
  async (state) => {
    const { question, asked } = scene({ jobs: [job(state)] })
    expect(question.isOpen).toBe(false)
    expect(await question.mayQuit()).toBe(true)
    expect(asked).toEqual([])
  },
)

test('a held result is asked about, as often as somebody wants to quit, until the word is given', async () => {
  const { question, asked } = scene({})
  expect(question.isOpen).toBe(true)
  expect(await question.mayQuit()).toBe(false)
  expect(await question.mayQuit()).toBe(false)
  expect(asked).toEqual(['asked', 'asked'])
  question.settle()
  expect(question.isOpen).toBe(false)
  expect(await question.mayQuit()).toBe(true)
  expect(asked).toHaveLength(2)
})

test('where there is space again, nothing is lost and nothing is asked', async () => {
  const { question, asked, disk } = scene({})
  disk.isFull = false
  expect(await question.mayQuit()).toBe(true)
  expect(asked).toEqual([])
})

test('where no window answers, the app still ends', async () => {
  expect(await scene({ answers: false }).question.mayQuit()).toBe(true)
})
