import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { standingOf } from '#shared/history/standing'
import { FASHION_MNIST, FASHION_MNIST_TEST_LABELS } from '#shared/records/fashion-mnist-test-labels'
import { unpackPredictions } from '#shared/records/predictions'
import type { RunRecord } from '#shared/records/run-record'
import { parseRunRecord } from '#shared/records/run-record-schema'
import { experimentIdentity } from '../../../src-main/base/hashes'
import { openLibrary } from '../../../src-main/library/library'
import { dateDoubt, recordDoubt } from '../../../src-main/library/record-check'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'

/** A real run of Fashion-MNIST, in the file that the first version wrote. */
async function realRecord(): Promise<RunRecord> {
  const text = await readFile(`test/fixtures/library/v1/runs/${OWN}/record.json`, 'utf8')
  return JSON.parse(text) as RunRecord
}

test('the labels that accuracies are counted with are those of the data set', async () => {
  const { testLabels, fingerprint } = await loadDataSet('resources/fashion-mnist')
  expect(fingerprint).toBe(FASHION_MNIST)
  expect(unpackPredictions(FASHION_MNIST_TEST_LABELS, 10_000)).toEqual(Uint8Array.from(testLabels))
})

describe('a record whose fields contradict each other is not believed', () => {
  const otherPlan = (record: RunRecord, change: object): RunRecord => {
    const experiment = {
      ...record.experiment,
      plan: { ...record.experiment.plan, ...change },
    } as RunRecord['experiment']
    return { ...record, experiment, identity: experimentIdentity(experiment, FASHION_MNIST, 'f32-fma-1') }
  }
  const lies: readonly [string, string, (record: RunRecord) => RunRecord][] = [
    ['an accuracy that its predictions do not give', 'accuracy', (run) => ({ ...run, testAccuracy: 0.9999 })],
    ['no accuracy beside predictions', 'accuracy', (run) => ({ ...run, testAccuracy: null })],
    [
      'a predicted class that is another',
      'accuracy',
      (run) => ({
        ...run,
        predictions: run.predictions && {
          ...run.predictions,
          base64: run.predictions.base64.replace(/^..../, 'kRER'),
        },
      }),
    ],
    ['an accuracy that no number of images gives', 'share', (run) => ({ ...run, trainAccuracy: 0.98765432 })],
    [
      'a validation accuracy without a validation part',
      'share',
      (run) => ({ ...otherPlan(run, { validationShare: 0 }), data: FASHION_MNIST }),
    ],
    ['another identity', 'identity', (run) => ({ ...run, identity: 'a'.repeat(64) })],
    [
      'another seed under its identity',
      'identity',
      (run) => ({ ...otherPlan(run, { seed: 9 }), identity: run.identity }),
    ],
    ['no identity', 'unnamed', (run) => ({ ...run, identity: null })],
    ['one parameter', 'parameters', (run) => ({ ...run, parameters: 1 })],
    ['more iterations than its plan has', 'iterations', (run) => ({ ...run, iterations: 1e15 })],
    ['other planned iterations', 'plan', (run) => ({ ...run, plannedIterations: 1e15, iterations: 1e15 })],
    ['a completion before its plan was done', 'end', (run) => ({ ...run, iterations: 19 })],
    ['early stopping where none was planned', 'end', (run) => ({ ...run, stopReason: 'early-stopping' })],
    [
      'a divergence of a completed run',
      'end',
      (run) => ({ ...run, divergence: { iteration: 3, layer: 'layers.0' } }),
    ],
    ['averaged weights where none are averaged', 'kept', (run) => ({ ...run, keptWeights: 'averaged' })],
    ['best weights without early stopping', 'kept', (run) => ({ ...run, keptWeights: 'best' })],
    ['a loss of nothing beside wrong answers', 'loss', (run) => ({ ...run, testLoss: 0 })],
    ['the least validation loss of all', 'loss', (run) => ({ ...run, validationLoss: 1e-9 })],
    ['a training loss below what its errors cost', 'loss', (run) => ({ ...run, trainLoss: 0.1 })],
    [
      'a validation loss without a validation part',
      'unsplit',
      (run) => ({ ...otherPlan(run, { validationShare: 0 }), validationAccuracy: null, trainAccuracy: null }),
    ],
    [
      'an early stop before its patience could end',
      'end',
      (run) => ({
        ...otherPlan(run, { earlyStopping: 5, evaluateEvery: 3 }),
        stopReason: 'early-stopping',
        iterations: 14,
      }),
    ],
    [
      'a predicted class that is none of ten',
      'accuracy',
      (run) => ({
        ...run,
        predictions: run.predictions && {
          ...run.predictions,
          classCount: 16,
          base64: run.predictions.base64.replace(/^..../, '////'),
        },
      }),
    ],
    [
      'predictions of fewer images',
      'accuracy',
      (run) => ({
        ...run,
        predictions: run.predictions && { ...run.predictions, base64: run.predictions.base64.slice(0, -8) },
      }),
    ],
    ['settings that this version does not know', 'newer', (run) => otherPlan(run, { twist: 1 })],
  ]
  test.each(lies)('%s', async (_, code, lie) => {
    const record = await realRecord()
    expect(recordDoubt(record)).toBeNull()
    expect(recordDoubt(lie(record))).toMatchObject({ code })
  })

  test('an early stop at its earliest, and losses that fit, are believed', async () => {
    const record = await realRecord()
    const stopped = {
      ...otherPlan(record, { earlyStopping: 5, evaluateEvery: 3 }),
      stopReason: 'early-stopping',
      iterations: 18,
      keptWeights: 'best',
    } as const
    expect(recordDoubt(stopped)).toBeNull()
    const wrong = 1 - (record.testAccuracy ?? 0)
    expect(recordDoubt({ ...record, testLoss: wrong * 0.6932 })).toBeNull()
  })

  test('a start that lies ahead or before the lab, in runs of others', () => {
    const now = Date.UTC(2026, 5, 1)
    expect(dateDoubt('2026-06-01T20:00:00.000Z', now)).toBeNull()
    expect(dateDoubt('2026-06-03T00:00:00.000Z', now)).toMatchObject({ code: 'date' })
    expect(dateDoubt('2001-01-01T00:00:00.000Z', now)).toMatchObject({ code: 'date' })
  })
})

test('values outside of all bounds are refused with the field that holds them', async () => {
  const record = await realRecord()
  const cases: readonly (readonly [Partial<Record<keyof RunRecord, unknown>>, RegExp])[] = [
    [{ testAccuracy: -0 }, /testAccuracy is 0, but must be a number that is not negative zero/],
    [{ testAccuracy: 1.0001 }, /testAccuracy is 1.0001, but must be at most 1/],
    [{ validationLoss: -0.1 }, /validationLoss is -0.1, but must be at least 0/],
    [{ trainLoss: 1e308 }, /trainLoss is 1e\+308/],
    [{ seconds: 1e308 }, /seconds is 1e\+308/],
    [{ startedAt: '+275760-09-13T00:00:00.000Z' }, /startedAt is .*must be a date from 1970 to 9999/],
    [{ author: 'x'.repeat(5000) }, /author has 5000 characters, but at most 200 are allowed/],
    [{ machine: { ...record.machine, cores: 1e9 } }, /machine.cores is 1000000000/],
    [{ seconds: -1 }, /seconds is -1, but must be at least 0/],
    [{ testAccuracy: 'NaN' }, /testAccuracy/],
    [{ testAccuracy: Number.NaN }, /testAccuracy/],
    [{ testAccuracy: '0.9' }, /testAccuracy/],
    [{ testAccuracy: [0.9] }, /testAccuracy/],
    [{ iterations: 1.5 }, /iterations is 1.5/],
    [{ iterations: -1 }, /iterations is -1/],
    [{ startedAt: '1969-12-31T23:59:59.000Z' }, /must be a date from 1970 to 9999/],
    [{ startedAt: 'tomorrow' }, /must be a date from 1970 to 9999/],
    [{ stopReason: 'won' }, /stopReason/],
    [{ id: 'a' }, /id/],
    [{ version: 2 }, /Its version is 2: it was made by a newer version of the lab/],
  ]
  for (const [change, reason] of cases) {
    const read = parseRunRecord({ ...record, ...change })
    expect(read.ok ? 'read' : read.reason).toMatch(reason)
  }
})

describe('a record that was edited or damaged', () => {
  async function sealedRun() {
    const directory = await temporaryFolder()
    const library = await openLibrary(directory)
    const id = library.newId()
    await library.create(newRun(id))
    const record = await library.finish(id, smallResult(smallExperiment()), smallCurves(id))
    return { directory, library, id, record, path: join(directory, 'runs', id, 'record.json') }
  }

  test('is shown as changed, and is whole again when the change is taken back', async () => {
    const { library, id, record, path } = await sealedRun()
    const text = await readFile(path, 'utf8')
    expect(text).toMatch(/"contentSha256": "[0-9a-f]{64}"/)
    expect((await library.list())[0]).toMatchObject({ doubt: null })
    await writeFile(path, text.replace('"validationAccuracy": 0.9,', '"validationAccuracy": 0.99,'))
    const [changed] = await library.list()
    expect(changed).toMatchObject({ doubt: { code: 'changed' }, record: { validationAccuracy: 0.99 } })
    expect(changed && standingOf(changed)).toBe('doubted')
    await writeFile(path, text)
    expect((await library.list())[0]).toMatchObject({ doubt: null })
    expect(await library.record(id)).toEqual(record)
  })

  test('stays changed when the run goes on', async () => {
    const directory = await temporaryFolder()
    const library = await openLibrary(directory)
    const id = library.newId()
    await library.create(newRun(id))
    await library.finish(
      id,
      smallResult(smallExperiment(), { stopReason: 'stopped', iterations: 5 }),
      smallCurves(id),
    )
    const path = join(directory, 'runs', id, 'record.json')
    await writeFile(path, (await readFile(path, 'utf8')).replace('김하나', '다른 이'))
    await library.resume(id).catch(() => undefined)
    await library.interrupt(id, 7).catch(() => undefined)
    expect((await library.list())[0]).toMatchObject({ doubt: { code: 'changed' } })
  })

  test('a new field does not hide behind the old hash', async () => {
    const { library, path } = await sealedRun()
    await writeFile(path, (await readFile(path, 'utf8')).replace('{', '{"mood": "good",'))
    expect((await library.list())[0]).toMatchObject({ doubt: { code: 'changed' } })
  })
})

test('one digit of the index changes nothing that is shown', async () => {
  const directory = await temporaryFolder()
  await cp('test/fixtures/library/v1', directory, { recursive: true })
  const library = await openLibrary(directory)
  // An index is only worth it for a hundred runs.
  for (let made = 0; made < 100; made++) await library.create(newRun(library.newId()))
  const shown = await library.list()
  await library.close()
  const path = join(directory, 'index.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"testAccuracy":0.1009', '"testAccuracy":0.9009'))
  expect(await (await openLibrary(directory)).list()).toEqual(shown)
  await writeFile(path, text.replace('"version":2', '"version":3'))
  const newer = await openLibrary(directory)
  expect(newer.problems).toMatchObject([
    { file: path, reason: expect.stringContaining('newer version') as string },
  ])
  await newer.list()
  await newer.close()
  expect(await readFile(path, 'utf8')).toContain('"version":3')
})
