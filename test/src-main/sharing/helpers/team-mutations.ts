import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { openQueueFolder } from '../../../../src-main/app/queue-folder'
import { stampOf } from '../../../../src-main/base/hybrid-clock'
import { newUlid } from '../../../../src-main/base/identifiers'
import { systemEnvironment } from '../../../../src-main/base/system-environment'
import { openLibrary, type Library } from '../../../../src-main/library/library'
import { itemText } from '../../../../src-main/sharing/core/envelope'
import type { Bodies } from '../../../../src-main/sharing/core/item'
import { pathOf, type Kind } from '../../../../src-main/sharing/core/paths'
import { shareDevice } from '../../../../src-main/sharing/device'
import { lookInto, writeMarker } from '../../../../src-main/sharing/folder-contents'
import { openStore } from '../../../../src-main/sharing/open-store'
import { SharedFolder } from '../../../../src-main/sharing/shared-folder'
import { StateFiles } from '../../../../src-main/sharing/state-files'
import { mutated, MUTATIONS, type Mutation } from '../../../helpers/file-mutations'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../../helpers/small-runs'
import { digest } from './computer'
import { treeOf } from './real-computer'

const MATE = 'mate0000'

/** All that a computer shows of its team, what it would hand on, and what it says of damage. */
interface View {
  readonly shown: unknown
  readonly told: readonly string[]
}

async function train(library: Library, seed: number): Promise<string> {
  const id = library.newId()
  const experiment = smallExperiment(seed)
  await library.create(newRun(id, experiment))
  await library.finish(id, smallResult(experiment), smallCurves(id))
  return id
}

/** One pass of a computer over the team's folder, and all that it shows then. */
async function passView(directory: string, root: string, told: string[]): Promise<unknown> {
  const library = await openLibrary(directory)
  try {
    const files = new StateFiles(directory)
    await files.prepare()
    const device = await shareDevice(files, library.device, systemEnvironment.random)
    const store = openStore(root, device, systemEnvironment)
    const chosen = await files.readChosen()
    const folderId = chosen.known['folder'] ?? (await lookInto(store)).folderIds[0]
    if (folderId === undefined) return told.push('no folder')
    if (chosen.known['folder'] === undefined)
      await files.writeChosen({
        ...chosen,
        folder: 'folder',
        shareWeights: true,
        known: { folder: folderId },
      })
    const options = { library, store, files, folderId, device, patience: 100, onChange: () => undefined }
    const shared = await SharedFolder.open({ ...systemEnvironment, ...options })
    const { state, findings, people, claims } = await shared.pass({
      author: null,
      shareWeights: true,
      claims: null,
      impatient: true,
    })
    await shared.close()
    if (state === 'folder-away') told.push(state)
    told.push(...findings.map(({ file, code, detail }) => `${file}: ${code}, ${detail}`))
    const runs = await library.list()
    told.push(...library.problems.map(({ file, reason }) => `${file}: ${reason}`))
    told.push(...runs.flatMap(({ record, doubt }) => (doubt === null ? [] : [`${record.id}: ${doubt.code}`])))
    const bulk = await Promise.all(
      runs.map(async ({ record: { id } }) => ({
        record: await library.record(id),
        curves: await library.curves(id),
        notes: await library.notes(id),
        weights: (await library.weights(id))?.length ?? 0,
      })),
    )
    const names = people.map(({ device: of, name, runs: count }) => ({ of, name, count }))
    return { runs, bulk, claims, people: names }
  } catch (error) {
    told.push(error instanceof Error ? error.message : String(error))
    return null
  } finally {
    await library.close()
  }
}

/** A team of two and what a third who joins later would see; and a queue of jobs. */
async function makeTeam(): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'team-mutations-'))
  const folder = join(base, 'folder')
  await mkdir(folder)
  await writeMarker(openStore(folder, MATE, systemEnvironment), systemEnvironment)
  const mate = await openLibrary(join(base, 'mate'))
  const ids = [await train(mate, 1), await train(mate, 2), await train(mate, 3)]
  await mate.annotate(ids.slice(0, 2), { title: '첫 실험 12', note: 'rate 0.25', tags: ['selu'] })
  await mate.addReplay(ids[0] ?? '', {
    at: '2026-11-05T10:00:00.000Z',
    author: 'Ada',
    device: mate.device,
    identical: true,
    difference: null,
  })
  await mate.close()
  const put = async <K extends Kind>(kind: K, id: string, body: Bodies[K]): Promise<void> => {
    const item = { kind, id, device: MATE, stamp: stampOf(Date.now()), body }
    const path = join(folder, pathOf(item))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, itemText(item, digest))
  }
  await put('person', MATE, { name: '에이다' })
  for (const [at, state] of (['planned', 'running'] as const).entries())
    await put(
      'claim',
      newUlid(Date.now(), () => 0.1 + at / 2),
      {
        identity: 'ab'.repeat(32),
        experiment: smallExperiment(5 + at),
        state,
        since: '2026-11-05T10:00:00.000Z',
      },
    )
  await passView(join(base, 'mate'), folder, [])
  const own = await openLibrary(join(base, 'own'))
  await own.annotate([await train(own, 4)], { note: 'mine 7' })
  await own.close()
  await passView(join(base, 'own'), folder, [])
  await put('gone', ids[2] ?? '', { run: ids[2] ?? '', gone: true })
  await passView(join(base, 'own'), folder, [])
  await rm(join(base, 'mate'), { recursive: true, maxRetries: 10 })
  const queue = openQueueFolder(join(base, 'queue'))
  for (const place of [0, 1, 2]) {
    const order = {
      id: newUlid(Date.now(), Math.random),
      kind: 'train',
      parent: null,
      resumes: place === 1,
    } as const
    await queue.put({ order: { ...order, experiment: smallExperiment(place) }, place })
  }
  await letOwnersDie(join(base, 'queue'))
  return base
}

async function letOwnersDie(queue: string): Promise<void> {
  for (const name of await readdir(queue)) {
    const job = JSON.parse(await readFile(join(queue, name), 'utf8')) as { readonly owner: object }
    await writeFile(join(queue, name), JSON.stringify({ ...job, owner: { ...job.owner, processStart: '1' } }))
  }
}

/** Looks at a copy, because looking writes. */
async function viewOf(base: string, file: string): Promise<View> {
  const copy = await mkdtemp(join(tmpdir(), 'team-copy-'))
  await cp(base, copy, { recursive: true })
  const told: string[] = []
  const queue = await openQueueFolder(join(copy, 'queue')).load()
  told.push(...queue.problems.map(({ reason }) => reason))
  const folder = join(copy, 'folder')
  const member = await passView(join(copy, 'own'), folder, told)
  const joined = await passView(join(copy, 'joining'), folder, told)
  const { [relative('folder', file)]: _, ...handedOn } = await treeOf(folder)
  await rm(copy, { recursive: true, maxRetries: 10 })
  return { shown: { jobs: queue.jobs, member, joined, handedOn }, told }
}

function kindOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  if (top === 'queue') return 'queue'
  if (top === 'folder') return second.startsWith('folder') ? 'folder.json' : second
  const isState = path.startsWith('own/sharing/') && !basename(path).includes('lock')
  return isState ? basename(path).replace(/^folder-.*/, 'folder-*.json') : ''
}

async function filesByKind(base: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const kinds = new Map<string, string[]>()
  for (const entry of await readdir(base, { recursive: true, withFileTypes: true })) {
    const path = relative(base, join(entry.parentPath, entry.name))
    const kind = entry.isFile() ? kindOf(path) : ''
    if (kind !== '') kinds.set(kind, [...(kinds.get(kind) ?? []), path].sort())
  }
  return kinds
}

export interface TeamMutationReport {
  readonly silent: readonly { readonly round: number; readonly file: string; readonly mutation: Mutation }[]
  readonly counts: Readonly<Record<string, { readonly rounds: number; readonly told: number }>>
}

/** Mutates the files of a team's folder, of what sharing keeps, and of the queue, one after another, each from its sound state. */
export async function playTeamMutations(rounds: number, random: () => number): Promise<TeamMutationReport> {
  const base = await makeTeam()
  const kinds = [...(await filesByKind(base))].sort(([left], [right]) => (left < right ? -1 : 1))
  const first = await viewOf(base, '')
  if (first.told.length > 0) throw new Error(`Sound files are complained about: ${first.told.join(' ')}`)
  const silent: TeamMutationReport['silent'][number][] = []
  const counts: Record<string, { rounds: number; told: number }> = {}
  for (let round = 0; round < rounds; round++) {
    const [kind, files] = kinds[round % kinds.length] ?? ['', []]
    const file = files[Math.floor(random() * files.length)] ?? ''
    const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)] ?? 'bit'
    const bytes = await readFile(join(base, file))
    const other = await readFile(join(base, files[Math.floor(random() * files.length)] ?? file))
    const sound = await viewOf(base, file)
    await writeFile(join(base, file), mutated(mutation, bytes, other, random))
    const { shown, told } = await viewOf(base, file)
    await writeFile(join(base, file), bytes)
    const count = (counts[kind] ??= { rounds: 0, told: 0 })
    count.rounds += 1
    if (told.length > 0) count.told += 1
    else if (!isDeepStrictEqual(plain(shown), plain(sound.shown))) silent.push({ round, file, mutation })
  }
  await rm(base, { recursive: true, maxRetries: 10 })
  return { silent, counts }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
