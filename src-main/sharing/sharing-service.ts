import type { Experiment } from '#shared/experiment/experiment'
import type { FolderProposal, Job, Requests, Settings, SharingProblem, SharingState } from '#shared/ipc'
import type { Environment } from '../base/environment'
import { errorMessage } from '../base/error-message'
import { isRunId } from '../base/identifiers'
import { systemEnvironment } from '../base/system-environment'
import type { Library } from '../library/library'
import type { OwnClaim } from './core/exporter'
import { damageFindings, problemOf } from './core/findings'
import type { PassReport } from './core/pass'
import { shareDevice } from './device'
import { FolderProposals } from './folder-proposals'
import { openStore } from './open-store'
import { PassSchedule } from './pass-schedule'
import { SharedFolder } from './shared-folder'
import { type Chosen, StateFiles } from './state-files'
import { FolderWatcher } from './watch-folder'

type SharingChannel = Extract<keyof Requests, `sharing:${string}`>
type Handlers = {
  readonly [C in SharingChannel]: (
    ...values: Parameters<Requests[C]>
  ) => ReturnType<Requests[C]> | Promise<ReturnType<Requests[C]>>
}

export interface SharingServiceOptions extends Partial<Environment> {
  readonly library: Library
  /** The app's own data, through which nothing is ever shared. */
  readonly userData: string
  readonly settings: { get(): Pick<Settings, 'author'> }
  /** Opens the system's dialog; null when it was closed. */
  readonly chooseFolder: () => Promise<string | null>
  readonly openFolder: (path: string) => Promise<void>
  /** Identity of an experiment on this computer, for the cards of what is planned and running; null where it is not known yet. */
  readonly identityOf: (experiment: Experiment, data?: string) => Promise<string | null>
  readonly onState: (state: SharingState) => void
}

/** What the app needs of sharing. */
export interface SharingService {
  readonly handlers: Handlers
  /** What is trained and what waits: team-mates see it. */
  setJobs(jobs: readonly Job[]): void
  /** The window has been looked at again, or a setting was changed. */
  soon(): void
  close(): Promise<void>
}

const MOST_PROBLEMS = 1000

const OFF = {
  state: 'off',
  folder: null,
  pending: 0,
  lastGood: null,
  problems: [],
  people: [],
  claims: [],
  weightBytes: 0,
  hideQuestion: 0,
} as const

interface Joined {
  readonly root: string
  readonly shared: SharedFolder
  readonly schedule: PassSchedule
  readonly watcher: FolderWatcher
  report: PassReport | null
  failure: string | null
}

class Service implements SharingService {
  readonly #options: SharingServiceOptions
  readonly #environment: Environment
  readonly #files: StateFiles
  readonly #proposals: FolderProposals
  readonly #device: string
  #chosen: Chosen
  #joined: Joined | null = null
  #claims: readonly OwnClaim[] = []
  #damage: readonly SharingProblem[] = []

  constructor(
    options: SharingServiceOptions,
    environment: Environment,
    files: StateFiles,
    device: string,
    chosen: Chosen,
  ) {
    this.#options = options
    this.#environment = environment
    this.#files = files
    this.#device = device
    this.#chosen = chosen
    const own = [options.userData, options.library.directory]
    this.#proposals = new FolderProposals({ own, device, environment })
  }

  readonly handlers: Handlers = {
    'sharing:state': () => this.#state(),
    'sharing:choose': () => this.#choose(),
    'sharing:join': (token) => this.#join(token),
    'sharing:leave': () => this.#leave(),
    'sharing:sync': async () => {
      await this.#joined?.schedule.now()
      return this.#state()
    },
    'sharing:open-folder': async () => {
      if (this.#joined === null) throw new Error('No folder is shared at the moment.')
      await this.#options.openFolder(this.#joined.root)
    },
    'sharing:share-weights': async (on) => {
      await this.#choice({ ...this.#chosen, shareWeights: on })
      this.soon()
      return this.#state()
    },
    'sharing:answer-hide': async (hide) => {
      await this.#joined?.shared.answer(hide)
      await this.#joined?.schedule.now()
      return this.#state()
    },
    'sharing:delete': (ids) => this.#bury(ids, true),
    'sharing:undelete': (ids) => this.#bury(ids, false),
  }

  async start(): Promise<void> {
    const { folder, known } = this.#chosen
    const folderId = folder === null ? undefined : known[folder]
    // The choice of the folder may be what was damaged.
    this.#damage = damageFindings(await this.#files.damaged()).map(problemOf)
    if (folder !== null && folderId !== undefined) await this.#open(folder, folderId)
  }

  setJobs(jobs: readonly Job[]): void {
    void this.#claimsOf(jobs).then((claims) => {
      if (JSON.stringify(claims) === JSON.stringify(this.#claims)) return
      this.#claims = claims
      this.soon()
    })
  }

  soon(): void {
    this.#joined?.schedule.soon()
  }

  async close(): Promise<void> {
    const joined = this.#joined
    this.#joined = null
    if (joined === null) return
    joined.watcher.close()
    await joined.schedule.end()
    await joined.shared.close()
  }

  async #claimsOf(jobs: readonly Job[]): Promise<readonly OwnClaim[]> {
    const claims: OwnClaim[] = []
    for (const { id, kind, experiment, data, state } of jobs) {
      if (kind !== 'train' || !isRunId(id)) continue
      const identity = await this.#options.identityOf(experiment, data).catch(() => null)
      if (identity === null) continue
      const before = this.#claims.find((claim) => claim.id === id)
      const since = before?.since ?? new Date(this.#environment.clock()).toISOString()
      claims.push({ id, identity, experiment, state: state === 'waiting' ? 'planned' : 'running', since })
    }
    return claims
  }

  async #choose(): Promise<FolderProposal | null> {
    const folder = await this.#options.chooseFolder()
    return folder === null ? null : this.#proposals.propose(folder)
  }

  async #join(token: string): Promise<SharingState> {
    const { root, folderId } = await this.#proposals.accept(token)
    await this.close()
    await this.#choice({ ...this.#chosen, folder: root, known: { ...this.#chosen.known, [root]: folderId } })
    await this.#open(root, folderId)
    return this.#state()
  }

  async #leave(): Promise<SharingState> {
    await this.close()
    await this.#choice({ ...this.#chosen, folder: null })
    this.#tell()
    return this.#state()
  }

  async #bury(ids: readonly string[], gone: boolean): Promise<void> {
    if (this.#joined === null)
      throw new Error('A run is deleted for all through the shared folder, and none is chosen.')
    const { shared, schedule } = this.#joined
    await shared.bury(ids, gone)
    await schedule.now()
  }

  async #choice(chosen: Chosen): Promise<void> {
    await this.#files.writeChosen(chosen)
    this.#chosen = chosen
  }

  async #open(root: string, folderId: string): Promise<void> {
    const { library } = this.#options
    const { clock, timers } = this.#environment
    const device = this.#device
    const store = openStore(root, device, this.#environment)
    const common = { ...this.#environment, library, store, files: this.#files, folderId, device }
    const shared = await SharedFolder.open({ ...common, patience: 30_000, onChange: () => this.soon() })
    const schedule = new PassSchedule({ clock, timers, pass: () => this.#pass(joined) })
    const watcher = new FolderWatcher({ root, clock, timers, onHint: () => schedule.soon() })
    const joined: Joined = { root, shared, schedule, watcher, report: null, failure: null }
    this.#joined = joined
    schedule.soon()
    this.#tell()
  }

  async #pass(joined: Joined): Promise<number | null> {
    const { author } = this.#options.settings.get()
    try {
      const options = {
        author: author.trim().slice(0, 200),
        shareWeights: this.#chosen.shareWeights,
        claims: this.#claims,
      }
      joined.report = await joined.shared.pass(options)
      joined.failure = null
    } catch (error) {
      joined.failure = errorMessage(error)
    }
    await joined.watcher.follow()
    if (this.#joined === joined) this.#tell()
    return joined.report?.retryAt ?? null
  }

  #tell(): void {
    this.#options.onState(this.#state())
  }

  #state(): SharingState {
    const { shareWeights } = this.#chosen
    if (this.#joined === null) return { ...OFF, shareWeights, problems: this.#damage }
    const { root, report, failure, shared } = this.#joined
    const lastGood = shared.lastGood === null ? null : new Date(shared.lastGood).toISOString()
    const common = { folder: root, lastGood, shareWeights }
    if (failure !== null) {
      const problem = { file: '', reason: failure, remedy: '', code: 'failed', detail: failure }
      return { ...OFF, ...common, state: 'needs-attention', problems: [problem] }
    }
    if (report === null) return { ...OFF, ...common, state: 'pending' }
    const { state, pending, findings, people, claims, weightBytes, asked, askedBy } = report
    // Thousands of foreign files must not bury the window; what concerns our own comes first.
    const problems = findings.slice(0, MOST_PROBLEMS).map(problemOf)
    return {
      ...common,
      state,
      pending,
      problems,
      people,
      claims,
      weightBytes,
      hideQuestion: asked.length,
      hideQuestionBy: askedBy,
    }
  }
}

/** Opens sharing for a library: goes on with the folder that was chosen last, if any. */
export async function createSharingService(options: SharingServiceOptions): Promise<SharingService> {
  const { clock, random, timers } = { ...systemEnvironment, ...options }
  const files = new StateFiles(options.library.directory)
  await files.prepare()
  const device = await shareDevice(files, options.library.device, random)
  const service = new Service(options, { clock, random, timers }, files, device, await files.readChosen())
  await service.start()
  return service
}
