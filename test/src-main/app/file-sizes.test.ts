import { cp, mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LookCounter } from '../../../src-main/app/look-counter'
import { openQueueFolder } from '../../../src-main/app/queue-folder'
import { SettingsStore } from '../../../src-main/app/settings-store'
import { errorMessage } from '../../../src-main/base/error-message'
import { type FileKind, LARGEST } from '../../../src-main/base/file-kinds'
import { systemEnvironment } from '../../../src-main/base/system-environment'
import { openDatasets } from '../../../src-main/library/datasets'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { openSearches, type Searches } from '../../../src-main/search/searches'
import { damageFindings, problemOf } from '../../../src-main/sharing/core/findings'
import { shareDevice } from '../../../src-main/sharing/device'
import { StateFiles } from '../../../src-main/sharing/state-files'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const SEARCH = '0123456789abcdef'
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'
const TEAM = '01M8A9C9D0NEQRS8JEG99GY93M'
const STOPPED = '01M8A9CB9Z3PZPPJWRSY5X0P62'
const FOLDER_ID = '01M8A9C7T2AGYNXMET6PY0JM0Z'

/** A copy of the library that the first released version wrote. */
async function firstLibrary(): Promise<string> {
  const directory = await temporaryFolder()
  await cp('test/fixtures/library/v1', directory, { recursive: true })
  return directory
}

/** What whoever opens the library for looking is told. */
async function toldOf(directory: string, ask?: (library: Library) => Promise<unknown>): Promise<string[]> {
  try {
    const library = await openLibrary(directory, { readOnly: true })
    const told = library.problems.map(({ file, reason }) => `${file}: ${reason}`)
    await ask?.(library)
    await library.close()
    return told
  } catch (error) {
    return [errorMessage(error)]
  }
}

async function firstOf(folder: string): Promise<string> {
  return join(folder, (await readdir(folder))[0] ?? '')
}

/** What is said of damage to a file that sharing keeps. */
async function damageOf(directory: string, read: (files: StateFiles) => Promise<unknown>): Promise<string[]> {
  const files = new StateFiles(directory)
  try {
    await read(files)
  } catch (error) {
    return [errorMessage(error)]
  }
  return damageFindings(await files.damaged()).map((finding) => problemOf(finding).reason)
}

/** A file of a kind, and what is said when it is read. */
interface Sample {
  readonly file: string
  readonly read: () => Promise<readonly string[]>
}

type Make = (directory: string) => Sample | Promise<Sample>

const inRun =
  (run: string, name: string, ask?: (library: Library) => Promise<unknown>): Make =>
  (directory) => ({ file: join(directory, 'runs', run, name), read: () => toldOf(directory, ask) })

const inSearch =
  (name: string, ask: (searches: Searches) => Promise<unknown>): Make =>
  async (directory) => {
    const folder = join(directory, 'searches', SEARCH)
    await mkdir(folder, { recursive: true })
    const read = (): Promise<readonly string[]> =>
      ask(openSearches(join(directory, 'searches'))).then(
        () => [],
        (error: unknown) => [errorMessage(error)],
      )
    return { file: join(folder, name), read }
  }

const inSharing =
  (name: string, read: (files: StateFiles) => Promise<unknown>): Make =>
  (directory) => ({ file: join(directory, 'sharing', name), read: () => damageOf(directory, read) })

/** The kinds of files that this computer keeps; those of the shared folder are asked for their size by the planner. */
const SAMPLES: Readonly<Record<Exclude<FileKind, `shared${string}`>, Make>> = {
  library: (directory) => ({ file: join(directory, 'library.json'), read: () => toldOf(directory) }),
  index: (directory) => ({ file: join(directory, 'index.json'), read: () => toldOf(directory) }),
  origins: (directory) => ({ file: join(directory, 'origins.jsonl'), read: () => toldOf(directory) }),
  import: async (directory) => {
    const file = join(directory, 'imports', `${OWN}.jsonl`)
    await mkdir(join(directory, 'imports'), { recursive: true })
    return { file, read: () => toldOf(directory) }
  },
  takenOut: async (directory) => {
    await mkdir(join(directory, 'imports'), { recursive: true })
    // It is read where there is something that it may be about.
    await writeFile(join(directory, 'imports', `${OWN}.jsonl`), '')
    return { file: join(directory, 'imports', 'taken-out.jsonl'), read: () => toldOf(directory) }
  },
  record: inRun(OWN, 'record.json'),
  place: inRun(TEAM, 'place.json'),
  running: inRun(STOPPED, 'running.json'),
  note: async (directory) => ({
    file: await firstOf(join(directory, 'runs', OWN, 'annotations')),
    read: () => toldOf(directory),
  }),
  replay: async (directory) => ({
    file: await firstOf(join(directory, 'runs', OWN, 'replays')),
    read: () => toldOf(directory),
  }),
  curves: inRun(OWN, 'curves.json', (library) => library.curves(OWN)),
  weights: inRun(OWN, 'weights.safetensors', (library) => library.weights(OWN)),
  checkpoint: inRun(STOPPED, 'checkpoint.bin', (library) => library.readCheckpoint(STOPPED)),
  dataset: async (directory) => {
    const own = join(directory, 'datasets')
    const file = join(own, 'a'.repeat(64), 'dataset.json')
    await mkdir(join(own, 'a'.repeat(64)), { recursive: true })
    const read = async (): Promise<string[]> =>
      (await openDatasets({ own, fashionMnist: '' }).list()).problems.map(
        (problem) => `${problem.file}: ${problem.reason}`,
      )
    return { file, read }
  },
  search: async (directory) => {
    const searches = join(directory, 'searches')
    const file = join(searches, SEARCH, 'search.json')
    await mkdir(join(searches, SEARCH), { recursive: true })
    const read = async (): Promise<string[]> =>
      (await openSearches(searches).list()).problems.map((problem) => `${problem.file}: ${problem.reason}`)
    return { file, read }
  },
  searchOrder: inSearch('order.jsonl', (searches) => searches.order(SEARCH)),
  searchSlice: inSearch('slice.json', (searches) => searches.slice(SEARCH)),
  job: (directory) => ({
    file: join(directory, 'queue', `${OWN}.json`),
    read: async () =>
      (await openQueueFolder(join(directory, 'queue')).load()).problems.map(
        ({ file, reason }) => `${file}: ${reason}`,
      ),
  }),
  settings: (directory) => {
    const file = join(directory, 'settings.json')
    return { file, read: async () => [(await SettingsStore.open(file, 'en')).fault ?? ''] }
  },
  looks: (directory) => {
    const file = join(directory, 'looks.json')
    const told: string[] = []
    const read = async (): Promise<string[]> => {
      await new LookCounter(file, (sentence) => told.push(sentence)).count(OWN)
      return told
    }
    return { file, read }
  },
  chosen: inSharing('chosen.json', (files) => files.readChosen()),
  device: inSharing('device.json', (files) => shareDevice(files, 'abcdefgh', systemEnvironment.random)),
  folderState: inSharing(`folder-${FOLDER_ID.toLowerCase()}.json`, (files) => files.readState(FOLDER_ID)),
  journal: inSharing('journal.jsonl', (files) => files.readJournal()),
}

const kinds = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]

describe('a file that is larger than its kind can be', () => {
  test.each(kinds)('%s: is refused before it is read, by its name, its size and the limit', async (kind) => {
    const directory = await firstLibrary()
    for (const folder of ['sharing', 'queue']) await mkdir(join(directory, folder), { recursive: true })
    const { file, read } = await SAMPLES[kind](directory)
    // Without its bytes on the disk: none of them is looked at.
    await writeFile(file, '{', { flag: 'a' })
    const most = LARGEST[kind]
    await truncate(file, most + 1)
    const told = (await read()).filter((sentence) => sentence.includes(String(most + 1)))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(basename(file))
    expect(told[0]).toContain(String(most))
    expect(told[0]).not.toMatch(/EFBIG|ERR_|undefined/)
  })
})

test('no kind lets through what a computer cannot hold', () => {
  for (const most of Object.values(LARGEST)) expect(most).toBeLessThanOrEqual(2 ** 30)
})

test('counts of looks that cannot be read are kept beside the new ones', async () => {
  const directory = await temporaryFolder()
  const file = join(directory, 'looks.json')
  await writeFile(file, '')
  await truncate(file, LARGEST.looks + 1)
  await new LookCounter(file).count(OWN)
  expect((await readdir(directory)).sort()).toEqual(['looks.json', 'looks.json.damaged'])
})
