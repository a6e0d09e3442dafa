import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { openQueueFolder } from '../../../../src-main/app/queue-folder'
import { stampOf } from '../../../../src-main/base/hybrid-clock'
import { newUlid } from '../../../../src-main/base/identifiers'
import { systemEnvironment } from '../../../../src-main/base/system-environment'
import { type Library, openLibrary } from '../../../../src-main/library/library'
import { itemText } from '../../../../src-main/sharing/core/envelope'
import type { Bodies } from '../../../../src-main/sharing/core/item'
import { type Kind, pathOf } from '../../../../src-main/sharing/core/paths'
import { shareDevice } from '../../../../src-main/sharing/device'
import { lookInto, writeMarker } from '../../../../src-main/sharing/folder-contents'
import { openStore } from '../../../../src-main/sharing/open-store'
import { SharedFolder } from '../../../../src-main/sharing/shared-folder'
import { StateFiles } from '../../../../src-main/sharing/state-files'
import { mutated, MUTATIONS } from '../../../helpers/file-mutations'
import { killOwners } from '../../../helpers/job-owners'
import { firstDifference, type MutationReport } from '../../../helpers/mutation-report'
import { roundFolder } from '../../../helpers/round-folder'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../../helpers/small-runs'
import { digest } from './computer'
import { judge } from './mutated-file'
import { treeOf } from './real-computer'

const MATE = 'mate0000'

/** All that two computers show of their team, and what they hand on. */
interface Seen {
  readonly jobs: unknown
  readonly member: unknown
  readonly joined: unknown
  readonly handedOn: Readonly<Record<string, string>>
}

/** The same, and what is said of damage. */
interface View {
  readonly shown: Seen
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
  const base = await roundFolder('team-mutations')
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
  await killOwners(join(base, 'queue'))
  return base
}

/** Looks at a copy, because looking writes. */
async function viewOf(base: string): Promise<View> {
  const copy = await roundFolder('team-copy')
  await cp(base, copy, { recursive: true })
  const told: string[] = []
  const { jobs, problems } = await openQueueFolder(join(copy, 'queue')).load()
  told.push(...problems.map(({ reason }) => reason))
  const folder = join(copy, 'folder')
  const member = await passView(join(copy, 'own'), folder, told)
  const joined = await passView(join(copy, 'joining'), folder, told)
  const handedOn = await treeOf(folder)
  await rm(copy, { recursive: true, maxRetries: 5 })
  return { shown: { jobs, member, joined, handedOn }, told }
}

async function folderIdOf(base: string): Promise<string> {
  const { folderIds } = await lookInto(openStore(join(base, 'folder'), MATE, systemEnvironment))
  return folderIds[0] ?? ''
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

/** What whoever looks at everything sees but for one file, whose bytes are what was changed. */
function withoutFile({ handedOn, ...shown }: Seen, file: string): unknown {
  const { [relative('folder', file)]: _, ...others } = handedOn
  return JSON.parse(JSON.stringify({ ...shown, others })) as unknown
}

/** So often what the reading functions judge is compared with a look at everything; 1 looks at everything each time, and takes an hour. */
const WHOLE_EVERY = Number(process.env['WHOLE_EVERY'] ?? 40)

/**
 * Mutates the files of a team's folder, of what sharing keeps, and of the queue, one after another, each from its sound state.
 *
 * The functions that read such a file judge most rounds: what they refuse is told by a pass, and what they read as before changes
 * nothing. Where they read something else, and every now and then, two computers look at everything.
 */
export async function playTeamMutations(rounds: number, random: () => number): Promise<MutationReport> {
  const base = await makeTeam()
  const kinds = [...(await filesByKind(base))].sort(([left], [right]) => (left < right ? -1 : 1))
  const sound = await viewOf(base)
  if (sound.told.length > 0) throw new Error(`Sound files are complained about: ${sound.told.join(' ')}`)
  const folderId = await folderIdOf(base)
  const silent: MutationReport['silent'][number][] = []
  const counts: Record<string, { rounds: number; told: number; whole: number }> = {}
  for (let round = 0; round < rounds; round++) {
    const [kind, files] = kinds[round % kinds.length] ?? ['', []]
    const file = files[Math.floor(random() * files.length)] ?? ''
    const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)] ?? 'bit'
    const bytes = await readFile(join(base, file))
    const other = await readFile(join(base, files[Math.floor(random() * files.length)] ?? file))
    const changed = mutated(mutation, bytes, other, random)
    const count = (counts[kind] ??= { rounds: 0, told: 0, whole: 0 })
    count.rounds += 1
    const judgement = await judge(base, file, [bytes, changed], folderId)
    if (judgement === 'told') count.told += 1
    if (judgement !== 'else' && (count.rounds - 1) % WHOLE_EVERY !== 0) continue
    count.whole += 1
    await writeFile(join(base, file), changed)
    const { shown, told } = await viewOf(base)
    await writeFile(join(base, file), bytes)
    if (judgement === 'else' && told.length > 0) count.told += 1
    const at = firstDifference(withoutFile(sound.shown, file), withoutFile(shown, file))
    // A judgement that a look at everything does not confirm is silent, too.
    if (told.length === 0 && (at !== '' || judgement === 'told')) silent.push({ round, file, mutation, at })
  }
  await rm(base, { recursive: true, maxRetries: 5 })
  return { silent, counts }
}
