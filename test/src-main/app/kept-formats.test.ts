import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { LookCounter } from '../../../src-main/app/look-counter'
import { openQueueFolder } from '../../../src-main/app/queue-folder'
import { SettingsStore } from '../../../src-main/app/settings-store'
import { openRunFile } from '../../../src-main/exports/run-file/read-run-file'
import { lookIntoRunFile, takeRunFile } from '../../../src-main/exports/run-file/take-run-file'
import { openDatasets } from '../../../src-main/library/datasets'
import { openLibrary } from '../../../src-main/library/library'
import { openSearches } from '../../../src-main/search/searches'
import { killOwners } from '../../helpers/job-owners'
import { temporaryFolders } from '../../helpers/temporary-folder'
import { openBoth } from '../exports/helpers/passed-library'

// What test/programs/make-kept-formats.ts wrote: formats of which library/v1 and sharing/v1 have nothing.
const KEPT = 'test/fixtures/kept/v1'
const RUN = '01M8D3EHWTNQWR6WK2YBE35NQY'
const JOB = '01KF16G700J5S8K2T0ZRX3M4QN'
const SEARCH = '7d9875bb842b2b96'
const DATA = '973550385ca3f72ba9c7b6f7bc4c11c5c93f1284bc9202e509c7f9762d3654c1'

const newFolder = temporaryFolders()
let folder: string
const inLibrary = (...names: readonly string[]): string => join(folder, 'library', ...names)
beforeEach(async () => {
  folder = await newFolder()
  await cp(KEPT, folder, { recursive: true })
})

describe('files of the first version are read as they were written', () => {
  test('settings, and counts of looks', async () => {
    const settings = await SettingsStore.open(join(folder, 'settings.json'), 'en')
    expect(settings.fault).toBeNull()
    expect(settings.get()).toMatchObject({
      ...{ theme: 'dark', threads: 3, author: '에이다', sealTestSet: true, notify: false },
    })
    expect(settings.calibration('native')).toBe(1234.5)
    expect(await new LookCounter(join(folder, 'looks.json')).count(JOB)).toBe(2)
  })

  test('a queue', async () => {
    await killOwners(inLibrary('queue'))
    const { jobs, problems } = await openQueueFolder(inLibrary('queue')).load()
    expect(problems).toEqual([])
    expect(jobs).toMatchObject([{ place: 1, order: { id: JOB, kind: 'train', resumes: false } }])
  })

  test('a search, what it asked and was told, and its part', async () => {
    const searches = openSearches(inLibrary('searches'))
    const found = await searches.list()
    expect(found.problems).toEqual([])
    expect(found.searches).toMatchObject([{ id: SEARCH, spec: { name: 'small', trials: 3 } }])
    expect(await searches.order(SEARCH)).toMatchObject([
      { kind: 'asked', trial: 0 },
      { kind: 'told', trial: 0, value: 0.5, iterations: 20 },
    ])
    expect(await searches.slice(SEARCH)).toEqual({ part: 2, parts: 3 })
  })

  test("data of one's own", async () => {
    const { datasets, problems } = await openDatasets({ own: inLibrary('datasets'), fashionMnist: '' }).list()
    expect(problems.filter(({ file }) => file.includes(DATA))).toEqual([])
    expect(datasets).toContainEqual(
      expect.objectContaining({ name: 'kept', fingerprint: DATA, classNames: ['even', 'odd'] }),
    )
  })

  test('the runs of a long table, but those that were taken out of it', async () => {
    const library = await openLibrary(inLibrary())
    expect(library.problems).toEqual([])
    const runs = await library.list()
    expect(runs.filter(({ origin }) => origin === 'imported')).toHaveLength(2)
    expect(runs.every(({ doubt }) => doubt === null)).toBe(true)
    expect(runs.find(({ record }) => record.id === RUN)?.annotations).toMatchObject({ title: '첫 실험' })
    await library.close()
  })

  test('a run file', async () => {
    const file = await openRunFile(join(folder, 'runs.onn'))
    const target = await openBoth(await newFolder())
    expect(await lookIntoRunFile(file, target)).toMatchObject({
      runs: 1,
      fresh: 1,
      withWeights: 1,
      searches: 1,
    })
    expect(await takeRunFile(file, target)).toMatchObject({
      added: 1,
      conflicts: 0,
      searches: 1,
      problems: [],
    })
    await file.zip.close()
    await target.library.close()
  })
})
