import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseRunRecord } from '#shared/records/run-record-schema'
import { isAlive, markOfThisProcess } from '../../../src-main/base/process-marks'
import { openLibrary } from '../../../src-main/library/library'
import { rewriteSealed } from '../../helpers/sealed-files'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const NOW = Date.UTC(2026, 10, 25, 12)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe('a clock that was set back does not keep a run "being trained"', () => {
  test.each([2 * MINUTE, DAY, 400 * DAY, 40_000 * DAY])(
    'after a restart, by %d milliseconds',
    async (back) => {
      const directory = await temporaryFolder()
      const first = await openLibrary(directory, { now: () => NOW })
      const id = first.newId()
      await first.create(newRun(id))
      const path = join(directory, 'runs', id, 'running.json')
      await rewriteSealed(path, (written) => ({ ...written, boot: 'the one before', iteration: 9 }))
      const later = await openLibrary(directory, { now: () => NOW - back })
      expect(await later.list()).toMatchObject([
        { record: { stopReason: 'interrupted', iterations: 9 }, runningIteration: null },
      ])
      expect((await later.resume(id)).stopReason).toBeNull()
    },
  )

  test.skipIf(markOfThisProcess(0).computer == null)(
    'after a restart that took a few seconds, no run, job or lock of before counts as alive',
    async () => {
      const directory = await temporaryFolder()
      const first = await openLibrary(directory)
      const id = first.newId()
      await first.create(newRun(id))
      const path = join(directory, 'runs', id, 'running.json')
      await rewriteSealed(path, (written) => ({ ...written, boot: 'the one before', iteration: 9 }))
      expect(await (await openLibrary(directory)).list()).toMatchObject([
        { record: { stopReason: 'interrupted', iterations: 9 }, runningIteration: null },
      ])
    },
  )

  test('the start of the computer tells, where the mark says that it was this one', () => {
    const here = { boot: 'now', computer: 'this' }
    const mark = { pid: process.pid, processStart: '1', heartbeat: new Date(NOW).toISOString() }
    const alive = (boot: string | null, computer: string | null | undefined, by = 0): boolean =>
      isAlive({ ...mark, boot, ...(computer === undefined ? {} : { computer }) }, NOW + by, here)
    expect(alive('before', 'this')).toBe(false)
    // Another computer's, or one of an earlier version of the lab, whose computer nobody knows: its beat decides.
    for (const computer of ['other', null, undefined]) {
      expect(alive('before', computer)).toBe(true)
      expect(alive('before', computer, 2 * MINUTE)).toBe(false)
    }
    // A system that does not tell its starts says nothing by that.
    expect(alive(null, 'this')).toBe(true)
  })

  test('while it trains, whatever the clock says: this process lives', () => {
    const mark = markOfThisProcess(NOW)
    for (const now of [0, NOW - DAY, NOW, NOW + DAY, -DAY, 8e15]) expect(isAlive(mark, now)).toBe(true)
  })

  test('a mark of another computer is believed while its heartbeat is near, on either side', () => {
    const mark = { ...markOfThisProcess(NOW), boot: 'another start', computer: 'another' }
    expect([-2 * MINUTE, -20_000, 0, 20_000, 2 * MINUTE].map((by) => isAlive(mark, NOW + by))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect(isAlive({ ...mark, heartbeat: 'yesterday' }, NOW)).toBe(false)
  })
})

describe('a clock that no run can be dated by', () => {
  test.each([
    ['1969', -1],
    ['1601', Date.UTC(1601, 0)],
    ['10000', Date.UTC(10_000, 0)],
    ['10889', Date.UTC(10_889, 7, 3)],
    ['275760', 8.64e15],
    ['no date', Number.NaN],
    ['no date', Number.POSITIVE_INFINITY],
  ])('%s: is told in a sentence before anything is trained, and looking still works', async (says, now) => {
    const directory = await temporaryFolder()
    const before = await openLibrary(directory)
    const id = before.newId()
    await before.create(newRun(id))
    await before.finish(id, smallResult(smallExperiment()), smallCurves(id))
    const library = await openLibrary(directory, { now: () => now })
    expect(() => library.newId()).toThrow(
      new RegExp(`^The clock of this computer .*${says}.*: set the clock first\\.$`),
    )
    await expect(library.create(newRun(before.newId()))).rejects.toThrow('set the clock first')
    expect(await library.list()).toHaveLength(1)
  })

  test.each([0, 1, Date.UTC(1999, 11, 31), Date.UTC(9999, 11, 31, 23, 59, 59, 999)])(
    'at %d a run is dated, and what was written can be read',
    async (now) => {
      const directory = await temporaryFolder()
      const library = await openLibrary(directory, { now: () => now })
      const id = library.newId()
      await library.create(newRun(id))
      const record = await library.finish(id, smallResult(smallExperiment()), smallCurves(id))
      expect(record.startedAt).toBe(new Date(now).toISOString())
      expect(
        parseRunRecord(JSON.parse(await readFile(join(directory, 'runs', id, 'record.json'), 'utf8'))),
      ).toMatchObject({ ok: true })
    },
  )

  test('a run that trains while its clock goes wrong ends all the same', async () => {
    const directory = await temporaryFolder()
    let now = NOW
    const library = await openLibrary(directory, { now: () => now })
    const id = library.newId()
    await library.create(newRun(id))
    now = -62_135_596_800_001
    library.progress(id, 5)
    const result = smallResult(smallExperiment(), { stopReason: 'stopped', iterations: 5 })
    expect(await library.finish(id, result, smallCurves(id))).toMatchObject({ stopReason: 'stopped' })
    await library.resume(id)
    expect(await library.interrupt(id, 6)).toMatchObject({ stopReason: 'stopped', testAccuracy: 0.89 })
  })
})
