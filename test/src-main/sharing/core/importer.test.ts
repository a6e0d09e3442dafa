import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nearestRuns, sameRun } from '#shared/history/nearest-runs'
import { runView, type ViewRequest } from '#shared/history/run-view'
import type { RunRecord } from '#shared/records/run-record'
import { sha256 } from '../../../../src-main/base/hashes'
import { stampOf } from '../../../../src-main/base/hybrid-clock'
import { runTime } from '../../../../src-main/base/identifiers'
import { sealItem } from '../../../../src-main/sharing/core/envelope'
import { pathOf } from '../../../../src-main/sharing/core/paths'
import { RealComputer, temporaryFolder } from '../helpers/real-computer'

const FIXTURE = 'test/fixtures/library/v1/runs/01M8A9C9D0NEQRS8JEG99GY93M/record.json'
const ALL: ViewRequest = {
  test: () => true,
  columnFilters: {},
  sort: [],
  groupBy: [],
  expanded: new Set(),
  includePartial: true,
  archived: 'with',
}

describe('runs that cannot be believed', () => {
  let folder: string
  let ada: RealComputer
  let ben: RealComputer

  beforeEach(async () => {
    folder = await temporaryFolder()
    ada = await RealComputer.open()
    ben = await RealComputer.open()
    await ada.sync(folder, true)
  })
  afterEach(async () => {
    await Promise.all([ada.close(), ben.close()])
    await rm(folder, { recursive: true, maxRetries: 10 })
  })

  /** Puts a record into the folder as a computer would that lies: with a right hash over its lies. */
  async function putRecord(change: Record<string, unknown>): Promise<RunRecord> {
    const honest = JSON.parse(await readFile(FIXTURE, 'utf8')) as RunRecord
    const body = { ...honest, ...change } as RunRecord
    const stamp = stampOf(runTime(body.id))
    const item = { kind: 'run', id: body.id, device: 'zzzzzzzz', stamp, body } as const
    const path = join(folder, 'our-neural-network', pathOf(item))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, sealItem(item, sha256))
    return body
  }

  it.each([
    ['an accuracy of its own', { testAccuracy: 0.9999 }, 'accuracy'],
    ['one parameter', { parameters: 1 }, 'parameters'],
    ['another identity', { identity: 'b'.repeat(64) }, 'identity'],
    ['iterations beyond its plan', { iterations: 1e15 }, 'iterations'],
    ['a start in fifty years', { startedAt: '2076-01-01T00:00:00.000Z' }, 'date'],
    ['no identity at all', { identity: null }, 'unnamed'],
    [
      'the looks of a table row',
      { identity: null, data: null, arithmetic: null, imported: { file: 'x', row: 1, sha256: '' } },
      'unnamed',
    ],
  ])('should show one with %s, and neither rank nor offer it', async (_, change, code) => {
    const { experiment, arithmetic, data } = await putRecord(change)
    await ben.sync(folder)
    const runs = await ben.library.list()
    expect(runs).toMatchObject([{ doubt: { code }, origin: 'team' }])
    const { rows } = runView(runs, ALL)
    expect(rows).toMatchObject([{ standing: 'doubted', rank: null }])
    expect(nearestRuns(experiment, runs)).toEqual([])
    expect(sameRun(experiment, runs, { data, arithmetic: arithmetic ?? '' })).toBeNull()
  })

  it('should rank and offer the same one where it does not lie', async () => {
    const { experiment, arithmetic, data } = await putRecord({})
    await ben.sync(folder)
    const runs = await ben.library.list()
    expect(runs).toMatchObject([{ doubt: null }])
    expect(runView(runs, ALL).rows).toMatchObject([{ standing: 'ranked', rank: 1 }])
    expect(nearestRuns(experiment, runs)).toHaveLength(1)
    expect(sameRun(experiment, runs, { data, arithmetic: arithmetic ?? '' })).not.toBeNull()
  })

  it.each([
    ['a negative zero', { testAccuracy: -0 }, '"testAccuracy":0', '"testAccuracy":-0'],
    ['1e308 seconds', { seconds: 1e308 }, '', ''],
    ['the year 275760', { startedAt: '+275760-09-13T00:00:00.000Z' }, '', ''],
    ['a loss below zero', { testLoss: -1 }, '', ''],
  ])('should refuse one with %s at the door, and say so', async (_, change, written, meant) => {
    await putRecord(change)
    const [path = ''] = (await readdir(join(folder, 'our-neural-network/runs'), { recursive: true })).filter(
      (name) => name.endsWith('.json'),
    )
    const file = join(folder, 'our-neural-network/runs', path)
    // JSON.stringify writes no negative zero, a hand does; their canonical JSON is the same.
    await writeFile(file, (await readFile(file, 'utf8')).replace(written, meant))
    const { imported, problems } = await ben.sync(folder)
    expect(imported).toBe(0)
    expect(problems).toMatchObject([{ code: 'bad' }])
    expect(await ben.runs()).toEqual([])
  })

  it('should keep one of a newer version for later, and not count it', async () => {
    await putRecord({ version: 2 })
    const first = await ben.sync(folder)
    expect(first.imported).toBe(0)
    expect(first.problems).toMatchObject([{ code: 'newer' }])
    expect(await ben.runs()).toEqual([])
    expect((await ben.sync(folder)).problems).toMatchObject([{ code: 'newer' }])
  })

  it('should not share one of its own that was edited by hand, until it is whole again', async () => {
    const id = await ada.train()
    const path = join(ada.directory, 'runs', id, 'record.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"testAccuracy": 0.89', '"testAccuracy": 0.99'))
    expect((await ada.sync(folder)).written).toBe(0)
    await writeFile(path, text)
    expect((await ada.sync(folder)).written).toBe(1)
  })

  it('should not hand on a run of others as its own, whatever became of its place', async () => {
    const id = await ada.train()
    await ada.sync(folder)
    await ben.sync(folder)
    const place = join(ben.directory, 'runs', id, 'place.json')
    const text = await readFile(place, 'utf8')
    for (const damaged of [text.replace('"team"', '"own"'), text.replace('"origin"', '"orjgin"'), '', '{}']) {
      await writeFile(place, damaged)
      const again = await RealComputer.open(ben.directory)
      expect((await again.sync(folder)).written).toBe(0)
      expect((await again.library.list())[0]?.origin).toBe('team')
      expect(again.library.problems).toMatchObject([{ file: place }])
      await again.library.close()
      expect(await readFile(place, 'utf8')).toBe(damaged)
    }
    await rm(place)
    // Another folder does not tell that the run is somebody else's; what the library noted does.
    const other = await temporaryFolder()
    for (const [shared, isNew] of [
      [folder, false],
      [other, true],
    ] as const) {
      const without = await RealComputer.open(ben.directory)
      expect((await without.sync(shared, isNew)).written).toBe(0)
      expect(without.library.problems).toMatchObject([{ file: place }])
      await without.library.close()
    }
    expect(await readdir(join(other, 'our-neural-network'))).toEqual(['folder.json'])
    await rm(other, { recursive: true })
  })
})
