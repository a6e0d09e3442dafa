import { expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { openLibrary } from '../../../src-main/library/library'
import {
  replayDifference,
  type Replayed,
  replayObstacle,
  replayOutcome,
} from '../../../src-main/library/replay'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const result = smallResult(smallExperiment())

async function recorded() {
  const library = await openLibrary(await temporaryFolder())
  const id = library.newId()
  await library.create(newRun(id))
  const record = await library.finish(id, result, smallCurves(id))
  const replayed: Replayed = { arithmetic: 'f32-fma-1', result, curves: smallCurves(id) }
  return { library, id, record, replayed }
}

test('the same numbers are identical, and the certificate is kept beside the run', async () => {
  const { library, id, record, replayed } = await recorded()
  expect(replayDifference(record, await library.curves(id), replayed)).toBeNull()
  const outcome = replayOutcome(null, 'Ada', library.device, new Date('2026-11-23T00:00:00Z'))
  await library.addReplay(id, outcome)
  await library.addReplay(id, outcome)
  expect((await library.list())[0]?.replays).toEqual([outcome])
})

test('the first number that differs is named, in the order of the training', async () => {
  const { library, id, record, replayed } = await recorded()
  const curves = await library.curves(id)
  const weights = result.weights.with(100, 5)
  const predictions = Uint8Array.from(result.predictions ?? []).with(3, 9)
  const [, ...rest] = smallCurves(id).training.loss
  const training = { ...smallCurves(id).training, loss: [0.7, ...rest] }
  const sentence = (change: Partial<Replayed>): string | null =>
    replayDifference(record, curves, { ...replayed, ...change })
  expect(sentence({ result: { ...result, weights } })).toMatch(
    /^The weights' SHA-256 was [0-9a-f]{64} and is now [0-9a-f]{64}\.$/,
  )
  expect(sentence({ result: { ...result, weights, predictions } })).toBe(
    'The predicted class of test image 3 was 3 and is now 9.',
  )
  expect(sentence({ result: { ...result, predictions, testAccuracy: 0.5 } })).toBe(
    'The test accuracy was 0.89 and is now 0.5.',
  )
  expect(sentence({ result: { ...result, testAccuracy: 0.5, iterations: 9 } })).toBe(
    'The run ended after 1000 iterations, the replay after 9.',
  )
  expect(sentence({ curves: { ...smallCurves(id), training }, result: { ...result, weights } })).toBe(
    'The training loss at iteration 10 was 0.1 and is now 0.7.',
  )
  expect(sentence({ arithmetic: 'f32-mul-add-1' })).toContain('computed with arithmetic f32-fma-1')
})

test('what cannot be compared is told before anything is trained', async () => {
  const { record } = await recorded()
  const obstacle = (change: Partial<RunRecord>): string | null =>
    replayObstacle({ ...record, ...change }, record.data ?? '')
  expect(obstacle({})).toBeNull()
  expect(obstacle({ identity: null })).toContain('a row of a table')
  expect(obstacle({ stopReason: null })).toContain('still being trained')
  expect(obstacle({ weightsSha256: null })).toContain('interrupted before it had a result')
  expect(obstacle({ data: 'other' })).toContain('other data')
  const experiment = { ...record.experiment, plan: { ...record.experiment.plan, twist: 1 } }
  expect(obstacle({ experiment })).toMatch(/settings of a newer version/)
})
