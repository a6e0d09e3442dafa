import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { beforeEach, describe, expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { LookCounter } from '../../../src-main/app/look-counter'
import { openQueueFolder } from '../../../src-main/app/queue-folder'
import { SettingsStore } from '../../../src-main/app/settings-store'
import { errorMessage } from '../../../src-main/base/error-message'
import { openSeal, openSealedLine, sealed, sealedLine } from '../../../src-main/base/sealed-json'
import { openRunFile } from '../../../src-main/exports/run-file/read-run-file'
import { takeRunFile } from '../../../src-main/exports/run-file/take-run-file'
import { openDatasets } from '../../../src-main/library/datasets'
import { type Library, openLibrary } from '../../../src-main/library/library'
import { runningMarkText } from '../../../src-main/library/running-mark'
import { openSearches } from '../../../src-main/search/searches'
import { killOwners } from '../../helpers/job-owners'
import { rewriteSealed } from '../../helpers/sealed-files'
import { temporaryFolders } from '../../helpers/temporary-folder'
import { openBoth } from '../exports/helpers/passed-library'

// Files of every format, as the first version wrote them; test/src-main/sharing/old-formats.test.ts has those of a team's folder.
const KEPT = 'test/fixtures/kept/v1'
const RUN = '01M8D3EHWTNQWR6WK2YBE35NQY'
const ROW = '00000000003BKWXQ2MRPM9H8M4'
const JOB = '01KF16G700J5S8K2T0ZRX3M4QN'
const SEARCH = '7d9875bb842b2b96'
const DATA = '973550385ca3f72ba9c7b6f7bc4c11c5c93f1284bc9202e509c7f9762d3654c1'
/** A run of the other kept library that was interrupted, with its checkpoint. */
const BROKEN_OFF = '01M8A9CFGXGGGWX5VC4TQ8A48V'

const newFolder = temporaryFolders()
let folder: string
const inLibrary = (...names: readonly string[]): string => join(folder, 'library', ...names)
const ofRun = (...names: readonly string[]): string => inLibrary('runs', RUN, ...names)
beforeEach(async () => {
  folder = await newFolder()
  await cp(KEPT, folder, { recursive: true })
  const runs = join('runs', BROKEN_OFF)
  await cp(join('test/fixtures/library/v1', runs), inLibrary(runs), { recursive: true })
  await killOwners(inLibrary('queue'))
})

/** Makes a file one of the next version, as that would write it: with whatever hash or sum it has. */
type Renew = (path: string) => Promise<void>

const renewJson: Renew = (path) =>
  rewriteSealed(path, (value) => ({ ...value, version: Number(value['version']) + 1, ofTheFuture: true }))

const renewLines: Renew = async (path) => {
  const lines = (await readFile(path, 'utf8')).trim().split('\n')
  const renewed = lines.map((line) => {
    const opened = openSealedLine(line)
    if (opened === null) throw new Error(line)
    return sealedLine({ ...(opened.value as object), version: 2 }).trimEnd()
  })
  await writeFile(path, `${renewed.join('\n')}\n`)
}

const replaced =
  (from: string, to: string): Renew =>
  async (path) => {
    const text = await readFile(path, 'latin1')
    expect(text).toContain(from)
    await writeFile(path, text.replaceAll(from, to), 'latin1')
  }

/** The sum of docs/formats.md over all words of a checkpoint but its own. */
const renewCheckpoint: Renew = async (path) => {
  await replaced('"version":1', '"version":2')(path)
  const bytes = await readFile(path)
  let sum = 0x811c9dc5
  for (let at = 0; at < bytes.length; at += 4) {
    sum = Math.imul(sum ^ (at === 4 ? 0 : bytes.readUInt32LE(at)), 0x01000193)
    sum ^= sum >>> 15
  }
  bytes.writeUInt32LE(sum >>> 0, 4)
  await writeFile(path, bytes)
}

const renewRunFile: Renew = async (path) => {
  const files = unzipSync(await readFile(path))
  const { value } = openSeal(JSON.parse(new TextDecoder().decode(files['run-file.json'])))
  const about = sealed({ ...(value as object), version: 2 })
  files['run-file.json'] = new TextEncoder().encode(JSON.stringify(about))
  await writeFile(path, zipSync(files))
}

/** What the lab does with a file that would write to it, and what it says where it meets it. */
type Use = () => Promise<unknown>
const saying = (use: Use): Promise<string> => use().then((told) => JSON.stringify(told), errorMessage)

const withLibrary =
  (use: (library: Library) => Promise<unknown>): Use =>
  async () => {
    const library = await openLibrary(inLibrary())
    try {
      return await use(library)
    } finally {
      await library.close()
    }
  }

/** Everything that an owner does to their runs. */
const problemsOfLibrary = withLibrary(async (library) => {
  for (const id of [RUN, ROW]) await library.annotate([id], { star: true }).catch(() => undefined)
  await library.list()
  return library.problems
})

const only = async (of: string): Promise<string> => {
  const [name = ''] = await readdir(of)
  return join(of, name)
}

/** A file of each format: where it is, what uses it, and how it is made newer where that is not the version of sealed JSON. */
interface Kind {
  readonly path: () => string | Promise<string>
  readonly use: Use
  readonly renew?: Renew
  /** Every line has its own version, and others may follow it. */
  readonly grows?: true
}

const KINDS: Readonly<Record<string, Kind>> = {
  settings: {
    path: () => join(folder, 'settings.json'),
    async use() {
      const settings = await SettingsStore.open(join(folder, 'settings.json'), 'en')
      await settings.change({ threads: 1 })
      return settings.fault
    },
  },
  'counts of looks': {
    path: () => join(folder, 'looks.json'),
    async use() {
      const told: string[] = []
      await new LookCounter(join(folder, 'looks.json'), (sentence) => told.push(sentence)).count(JOB)
      return told
    },
  },
  'a job': {
    path: () => inLibrary('queue', `${JOB}.json`),
    use: () => openQueueFolder(inLibrary('queue')).load(),
  },
  'a search': {
    path: () => inLibrary('searches', SEARCH, 'search.json'),
    use: () => openSearches(inLibrary('searches')).list(),
  },
  'the part of a search': {
    path: () => inLibrary('searches', SEARCH, 'slice.json'),
    use: () => openSearches(inLibrary('searches')).slice(SEARCH),
  },
  'the order of a search': {
    path: () => inLibrary('searches', SEARCH, 'order.jsonl'),
    use: () => openSearches(inLibrary('searches')).order(SEARCH),
    renew: renewLines,
  },
  data: {
    path: () => inLibrary('datasets', DATA, 'dataset.json'),
    use: () => openDatasets({ own: inLibrary('datasets'), fashionMnist: '' }).list(),
  },
  'the mark of a library': { path: () => inLibrary('library.json'), use: problemsOfLibrary },
  'a record': { path: () => ofRun('record.json'), use: problemsOfLibrary },
  'a note': { path: () => only(ofRun('annotations')), use: problemsOfLibrary },
  'a replay': { path: () => only(ofRun('replays')), use: problemsOfLibrary },
  'the place of a run': { path: () => inLibrary('runs', ROW, 'place.json'), use: problemsOfLibrary },
  'who brought runs': {
    path: () => inLibrary('origins.jsonl'),
    use: problemsOfLibrary,
    renew: renewLines,
    grows: true,
  },
  'a long table': {
    path: () => inLibrary('imports', '01M8D3EJKQ7X1416XPZF2MMB55.jsonl'),
    use: problemsOfLibrary,
    renew: replaced('"version":1', '"version":2'),
  },
  'what was taken out of a table': {
    path: () => inLibrary('imports', 'taken-out.jsonl'),
    use: problemsOfLibrary,
    renew: renewLines,
    grows: true,
  },
  curves: { path: () => ofRun('curves.json'), use: withLibrary((library) => library.curves(RUN)) },
  weights: {
    path: () => ofRun('weights.safetensors'),
    use: withLibrary((library) => library.weights(RUN)),
    renew: replaced('"version":"1"', '"version":"2"'),
  },
  'a checkpoint': {
    path: () => inLibrary('runs', BROKEN_OFF, 'checkpoint.bin'),
    use: withLibrary(async (library) => {
      const { data, arithmetic } = (await library.record(BROKEN_OFF)) as RunRecord & { data: string }
      return library.prepareResumption(BROKEN_OFF, { data, arithmetic: arithmetic ?? '' })
    }),
    renew: renewCheckpoint,
  },
  'a run file': {
    path: () => join(folder, 'runs.onn'),
    async use() {
      const target = await openBoth(await newFolder())
      try {
        const file = await openRunFile(join(folder, 'runs.onn'))
        return await takeRunFile(file, target).finally(() => file.zip.close())
      } finally {
        await target.library.close()
      }
    },
    renew: renewRunFile,
  },
}

describe('a file of a newer version is told as such, and stays byte for byte as it is', () => {
  test.each(Object.keys(KINDS))('%s', async (name) => {
    const kind = KINDS[name]
    if (kind === undefined) throw new Error(name)
    const path = await kind.path()
    await (kind.renew ?? renewJson)(path)
    const before = await readFile(path)
    expect(await saying(kind.use)).toMatch(/newer version/)
    const after = await readFile(path)
    expect((kind.grows === true ? after.subarray(0, before.length) : after).equals(before)).toBe(true)
    const beside = await readdir(dirname(path))
    expect(beside.filter((other) => other.includes('damaged') && other.includes(basename(path)))).toEqual([])
  })
})

test('a run that a newer version trains right now is left to it', async () => {
  const record = inLibrary('runs', BROKEN_OFF, 'record.json')
  await rewriteSealed(record, (value) => ({ ...value, stopReason: null }))
  const before = await readFile(record)
  const { value: mark } = openSeal(JSON.parse(runningMarkText(3, Date.now())))
  // Of a process that lives: the one that started this one.
  const ofOther = {
    ...(mark as object),
    version: 2,
    pid: process.ppid,
    processStart: null,
    ofTheFuture: true,
  }
  await writeFile(inLibrary('runs', BROKEN_OFF, 'running.json'), JSON.stringify(sealed(ofOther)))
  const runs = await withLibrary((library) => library.list())()
  expect(runs).toContainEqual(expect.objectContaining({ runningIteration: 3 }))
  expect(await readFile(record)).toEqual(before)
})
