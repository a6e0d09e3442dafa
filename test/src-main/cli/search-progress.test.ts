import { expect, it } from 'vitest'
import type { TrialResult } from '#shared/search/trial-result'
import { createSearchProgress } from '../../../src-main/cli/search-progress'

function result(index: number, state: TrialResult['state'] = 'done'): TrialResult {
  const figures = { validationAccuracy: 0.75, validationLoss: 0.5, value: 0.75 }
  return { index, point: [], settings: {}, state, fault: null, runs: [], ...figures }
}

it('a trial is told once when it has ended, however many of its seeds tell so', () => {
  const notes: string[] = []
  const output = {
    line: () => undefined,
    note: (text: string) => void notes.push(text),
    progress: () => undefined,
  }
  const { onResult } = createSearchProgress(output, 3, 2)
  onResult(result(0, 'open'))
  for (const index of [0, 0, 1, 1]) onResult(result(index))
  expect(notes).toHaveLength(2)
  expect(notes[0]).toMatch(/^Trial 1 of 3: validation 75\.00 %, \d+ s left$/)
  expect(notes[1]).toBe('Trial 2 of 3: validation 75.00 %')
})
