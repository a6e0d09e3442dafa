import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { RunCurves } from '#shared/records/run-record'
import { readCheckpointHeader } from '#shared/training/checkpoint'
import { LookCounter } from '../../../../src-main/app/look-counter'
import { SettingsStore } from '../../../../src-main/app/settings-store'
import { errorMessage } from '../../../../src-main/base/error-message'
import { sha256 } from '../../../../src-main/base/hashes'
import { sealed } from '../../../../src-main/base/sealed-json'
import { importTable } from '../../../../src-main/library/import-table'
import { type Library, openLibrary } from '../../../../src-main/library/library'
import { unfinishedCurvesText } from '../../../../src-main/library/run-text'
import { runningMarkText } from '../../../../src-main/library/running-mark'
import { mutated, MUTATIONS } from '../../../helpers/file-mutations'
import { longTable } from '../../../helpers/long-table'
import { firstDifference, type MutationReport } from '../../../helpers/mutation-report'
import { roundFolder } from '../../../helpers/round-folder'
import { newRun } from '../../../helpers/small-runs'

const INTERRUPTED = '01M8A9CFGXGGGWX5VC4TQ8A48V'
const STOPPED = '01M8A9CB9Z3PZPPJWRSY5X0P62'
const LOOKED_AT = '01M8A9C7T2AGYNXMET6PY0JM0H'
const RUNS_WORTH_AN_INDEX = 100
const ROWS_OF_A_LONG_TABLE = 500

/** All that can be seen of a computer's files, and what was said about them. */
interface View {
  readonly shown: unknown
  readonly told: readonly string[]
}

/** The files of the first version's library, as this version would have written them: with the hash of their content. */
async function writtenNow(directory: string): Promise<void> {
  for (const name of await readdir(directory, { recursive: true })) {
    const path = join(directory, name)
    if (!name.endsWith('.json') || name.endsWith('curves.json')) continue
    const value = JSON.parse(await readFile(path, 'utf8')) as object
    const run = basename(dirname(path))
    const whole = name.endsWith('place.json') ? { ...value, run } : value
    await writeFile(path, `${JSON.stringify(sealed(whole), null, 2)}\n`)
  }
  const curves = join(directory, 'runs', INTERRUPTED, 'curves.json')
  await writeFile(curves, unfinishedCurvesText(JSON.parse(await readFile(curves, 'utf8')) as RunCurves))
}

/** A library with the file of a long table, of which one run was discarded. */
async function makeImport(directory: string): Promise<void> {
  const library = await openLibrary(directory)
  await importTable(library, 'table.csv', new TextEncoder().encode(longTable(ROWS_OF_A_LONG_TABLE)))
  const [run] = await library.list()
  await library.discard(run?.record.id ?? '')
  await library.close()
  // What is remembered would hide what the file says.
  await rm(join(directory, 'index.json'))
}

/** A computer's files: a library with runs of every kind, one with an index, counts of looks and settings. */
async function makeFiles(): Promise<string> {
  const root = await roundFolder('mutations')
  await cp('test/fixtures/library/v1', join(root, 'library'), { recursive: true })
  await writtenNow(join(root, 'library'))
  // The first look of this version notes where runs came from.
  await (await openLibrary(join(root, 'library'))).close()
  await writeFile(join(root, 'library', 'runs', STOPPED, 'running.json'), runningMarkText(7, Date.now()))
  const indexed = await openLibrary(join(root, 'indexed'))
  for (let made = 0; made < RUNS_WORTH_AN_INDEX; made++) await indexed.create(newRun(indexed.newId()))
  await indexed.list()
  await indexed.close()
  await makeImport(join(root, 'imported'))
  const looks = new LookCounter(join(root, 'looks.json'))
  for (let look = 0; look < 7; look++) await looks.count(LOOKED_AT)
  const settings = await SettingsStore.open(join(root, 'settings.json'), 'en')
  await settings.change({ author: '에이다', threads: 3, theme: 'dark', sealTestSet: true })
  return root
}

async function trying(told: string[], read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read()
  } catch (error) {
    told.push(errorMessage(error))
    return null
  }
}

async function runView(library: Library, id: string, told: string[]): Promise<unknown> {
  const checkpoint = await library.readCheckpoint(id).catch(() => null)
  return {
    record: await trying(told, () => library.record(id)),
    curves: await trying(told, () => library.curves(id)),
    weights: await trying(told, async () => {
      const weights = await library.weights(id)
      return weights === null ? null : sha256(new Uint8Array(weights.buffer))
    }),
    notes: await trying(told, () => library.notes(id)),
    checkpoint: await trying(
      told,
      async () => checkpoint && readCheckpointHeader(checkpoint).header.identity,
    ),
  }
}

async function libraryView(directory: string, told: string[], deep: boolean): Promise<unknown> {
  return trying(told, async () => {
    const library = await openLibrary(directory, { readOnly: true })
    const runs = await library.list()
    told.push(...library.problems.map(({ file, reason }) => `${file}: ${reason}`))
    told.push(...runs.flatMap(({ record, doubt }) => (doubt === null ? [] : [`${record.id}: ${doubt.code}`])))
    const bulk: unknown[] = []
    if (deep) for (const { record } of runs) bulk.push(await runView(library, record.id, told))
    await library.close()
    return { device: library.device, runs, bulk }
  })
}

/** Looks are counted in a copy, because counting writes. */
async function looksView(root: string, told: string[]): Promise<unknown> {
  const copy = await roundFolder('mutations-copy')
  await cp(join(root, 'looks.json'), join(copy, 'looks.json'))
  const counter = new LookCounter(join(copy, 'looks.json'), (sentence) => told.push(sentence))
  const looks = await counter.count(LOOKED_AT)
  await rm(copy, { recursive: true })
  return looks
}

async function settingsView(root: string, told: string[]): Promise<unknown> {
  const copy = await roundFolder('mutations-copy')
  await cp(join(root, 'settings.json'), join(copy, 'settings.json'))
  const settings = await SettingsStore.open(join(copy, 'settings.json'), 'en')
  if (settings.fault !== null) told.push(settings.fault)
  await rm(copy, { recursive: true })
  return settings.get()
}

/** The parts of a computer's files: none of them is read where another one is looked at. */
const PARTS = {
  library: (root: string, told: string[]) => libraryView(join(root, 'library'), told, true),
  indexed: (root: string, told: string[]) => libraryView(join(root, 'indexed'), told, false),
  imported: (root: string, told: string[]) => libraryView(join(root, 'imported'), told, false),
  'looks.json': looksView,
  'settings.json': settingsView,
} as const
type Part = keyof typeof PARTS

/** What the owner of these files sees of a part. */
async function viewOf(root: string, part: Part): Promise<View> {
  const told: string[] = []
  return { shown: await PARTS[part](root, told), told }
}

/** What is seen without fields that nobody knows: kept in its file, such a field is shown nowhere. */
function knownOf(value: unknown, sound: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(sound)) return value.map((each, at) => knownOf(each, sound[at]))
  if (typeof value !== 'object' || value === null || typeof sound !== 'object' || sound === null) return value
  const fields = Object.entries(value).filter(([key]) => key in sound)
  return Object.fromEntries(
    fields.map(([key, each]) => [key, knownOf(each, sound[key as keyof typeof sound])]),
  )
}

/** Which kind of file it is; an empty text for what is nobody's to mutate here. */
function kindOf(path: string): string {
  if (path.startsWith('indexed')) return path.endsWith('index.json') ? 'index.json' : ''
  const folder = basename(dirname(path))
  if (folder === 'imports') return basename(path) === 'taken-out.jsonl' ? 'taken-out.jsonl' : 'import'
  if (path.startsWith('imported')) return ''
  if (['annotations', 'replays'].includes(folder)) return folder
  // A hint for other processes that is read from its end on: nothing of it is ever shown.
  return basename(path) === 'changes.log' ? '' : basename(path)
}

async function filesByKind(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const kinds = new Map<string, string[]>()
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = relative(root, join(entry.parentPath, entry.name))
    const kind = entry.isFile() ? kindOf(path) : ''
    if (kind !== '') kinds.set(kind, [...(kinds.get(kind) ?? []), path].sort())
  }
  return kinds
}

/**
 * Mutates one file after another, each from its sound state, and looks at the part that it belongs to.
 *
 * A mutation is silent if something else is shown than before and nothing says why. Every kind of file gets as many rounds.
 */
export async function playMutationRounds(rounds: number, random: () => number): Promise<MutationReport> {
  const root = await makeFiles()
  const kinds = [...(await filesByKind(root))].sort(([left], [right]) => (left < right ? -1 : 1))
  const sound = new Map<Part, View>()
  for (const part of Object.keys(PARTS) as Part[]) sound.set(part, await viewOf(root, part))
  const complaints = [...sound.values()].flatMap(({ told }) => told)
  if (complaints.length > 0) throw new Error(`Sound files are complained about: ${complaints.join(' ')}`)
  const silent: MutationReport['silent'][number][] = []
  const counts: Record<string, { rounds: number; told: number; whole: number }> = {}
  for (let round = 0; round < rounds; round++) {
    const [kind, files] = kinds[round % kinds.length] ?? ['', []]
    const file = files[Math.floor(random() * files.length)] ?? ''
    const part = (file.split('/')[0] ?? '') as Part
    const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)] ?? 'bit'
    const bytes = await readFile(join(root, file))
    const other = await readFile(join(root, files[Math.floor(random() * files.length)] ?? file))
    await writeFile(join(root, file), mutated(mutation, bytes, other, random))
    const { shown, told } = await viewOf(root, part)
    await writeFile(join(root, file), bytes)
    const count = (counts[kind] ??= { rounds: 0, told: 0, whole: 0 })
    count.rounds += 1
    count.whole += 1
    const before = sound.get(part)?.shown
    if (told.length > 0) count.told += 1
    const at = firstDifference(before, knownOf(shown, before))
    if (told.length === 0 && at !== '') silent.push({ round, file, mutation, at })
  }
  await rm(root, { recursive: true, maxRetries: 5 })
  return { silent, counts }
}
