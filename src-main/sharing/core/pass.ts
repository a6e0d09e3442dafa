import type { SharingClaim, SharingDeleter, SharingPerson, SharingStateName } from '#shared/ipc'
import type { ReplayOutcome } from '#shared/records/run-summary'
import { farthestStamp } from '../../base/hybrid-clock'
import { runTime } from '../../base/identifiers'
import { currentClaims } from './claims'
import { Exporter, type OwnClaim } from './exporter'
import { stateFindings } from './findings'
import { type AwayReason, guard } from './guard'
import { decideHiding, deleters } from './hiding'
import { Importer } from './importer'
import type { Item } from './item'
import { noteFile, OwnItems } from './own-items'
import type { Finding, PassContext } from './pass-context'
import { blobSha256, isOwnTemporary } from './paths'
import { planPass } from './planner'
import type { LocalRun, RunView } from './shared-library'
import { type Listing, StoreError, storeError } from './store'
import { withTimeout } from './with-timeout'

const DAY = 86_400_000
const MOST_PEOPLE = 1000

export interface PassOptions {
  /** Name that people should see for this computer; empty for none, null to leave it as it is. */
  readonly author: string | null
  readonly shareWeights: boolean
  /** Trainings that are planned or running here; null to leave what the folder says of them. */
  readonly claims: readonly OwnClaim[] | null
  /** Reads every file again. */
  readonly everything?: boolean
  /** Tries again at once what did not open before. */
  readonly impatient?: boolean
}

export interface PassReport {
  readonly state: SharingStateName
  readonly away: AwayReason | null
  readonly imported: number
  readonly written: number
  readonly pending: number
  readonly findings: readonly Finding[]
  readonly people: readonly SharingPerson[]
  readonly claims: readonly SharingClaim[]
  readonly weightBytes: number
  readonly asked: readonly Item<'gone'>[]
  readonly askedBy: readonly SharingDeleter[]
  /** When a file that did not open is to be tried again; null where none waits. */
  readonly retryAt: number | null
}

const NOTHING = {
  imported: 0,
  written: 0,
  pending: 0,
  findings: [],
  people: [],
  claims: [],
  weightBytes: 0,
  asked: [],
  askedBy: [],
  retryAt: null,
}

/** One pass over the folder: look, bring in, take out, show. Safe to repeat and to break off at any point. */
export async function runPass(context: PassContext, options: PassOptions): Promise<PassReport> {
  const { store, state, clock, timers } = context
  const own = new OwnItems(context)
  await own.collect()
  if (options.author !== null) await own.call(options.author)
  let listing: Listing
  try {
    const late = (): Error => new StoreError('busy', '', 'the folder did not answer in time')
    listing = await withTimeout(timers, context.readTimeout * 6, store.list(), late)
    const presence = await guard(store, listing, state, context.digest)
    if (presence.kind === 'away') return { ...NOTHING, state: 'folder-away', away: presence.reason }
    state.folderIds = [...presence.folderIds]
    state.markers = presence.markers
  } catch (error) {
    const { message } = storeError(error, '')
    const finding: Finding = { file: '', code: 'not-listed', detail: message }
    return { ...NOTHING, state: 'folder-away', away: 'unreadable', findings: [finding] }
  }
  return new Pass(context, options, listing).run(clock())
}

class Pass {
  readonly #context: PassContext
  readonly #options: PassOptions
  readonly #listing: Listing

  constructor(context: PassContext, options: PassOptions, listing: Listing) {
    this.#context = context
    this.#options = options
    this.#listing = listing
  }

  async run(now: number): Promise<PassReport> {
    const { library, state, journal } = this.#context
    const { everything = false, impatient = false, shareWeights, claims } = this.#options
    const before = await library.runs()
    const { importer, losses } = await this.#import(before, now, everything, impatient)
    if (everything || now - state.lastFullRead > 7 * DAY) state.lastFullRead = now
    const runs = await library.runs()
    if (shareWeights) await importer.takeWeights(this.#listing.files, runs, everything)
    const asked = await this.#show(importer, before, runs, now)
    // Only now, so that a crash before it makes the next pass read and show the same again.
    await journal.append(importer.arrived.map((item) => ({ item, own: false })))
    const exporter = new Exporter(this.#context)
    await exporter.deliver(runs, shareWeights)
    if (claims !== null) await exporter.claim(claims, now)
    state.revision += exporter.tried
    await this.#tidy(now)
    const findings = [
      ...losses,
      ...exporter.findings,
      ...importer.findings,
      ...stateFindings(state, this.#listing, importer.clocksAhead),
    ]
    const arriving = [...state.seen.values()].filter(({ outcome }) => outcome === 'arriving').length
    return this.#report(importer.imported, exporter, findings, arriving, asked, now)
  }

  async #import(
    runs: readonly LocalRun[],
    now: number,
    everything: boolean,
    impatient: boolean,
  ): Promise<{ importer: Importer; losses: readonly Finding[] }> {
    const { state } = this.#context
    const actions = planPass(state, this.#listing, { now, everything, impatient })
    const known = state.seen.size
    const gone = actions.flatMap((action) =>
      action.kind === 'vanished' ? (state.seen.get(action.path) ?? []) : [],
    )
    const importer = new Importer(this.#context, runs)
    state.revision += actions.length
    await importer.apply(actions)
    // What lies elsewhere now was moved, or its folder got another name.
    const present = new Set([...state.seen.values()].map(({ sha256 }) => sha256))
    const lost = gone.filter(({ sha256 }) => sha256 === undefined || !present.has(sha256)).length
    const isMuch = lost > 20 || (lost > 1 && lost > known / 2)
    const detail = `${lost} files that lay in the folder are not there any more`
    return { importer, losses: isMuch ? [{ file: '', code: 'vanished', detail }] : [] }
  }

  /** Hands the library what all people together say about the runs that something new was said about. */
  async #show(
    { touched, vanished }: Importer,
    before: readonly LocalRun[],
    runs: readonly LocalRun[],
    now: number,
  ): Promise<readonly Item<'gone'>[]> {
    const { ledger, state, library } = this.#context
    const shown = new Set(before.map(({ id }) => id))
    const { hidden, asked } = decideHiding(ledger, state, shown, now)
    const present = new Set([...runs.map(({ id }) => id), ...state.hidden])
    const lost = this.#lost(runs, vanished)
    const changed = [...difference(hidden, state.hidden), ...difference(lost, state.lost)]
    for (const id of new Set([...changed, ...touched])) {
      if (present.has(id)) await library.show(id, this.#view(id, hidden.has(id), lost.has(id)))
    }
    state.revision += changed.length
    state.hidden = new Set([...hidden].filter((id) => present.has(id)))
    state.lost = lost
    return asked
  }

  /** Runs whose file lay in the folder, and lies there no more. */
  #lost(runs: readonly LocalRun[], vanished: ReadonlySet<string>): Set<string> {
    const { state } = this.#context
    const there = new Set<string>()
    for (const { kind, id } of state.seen.values()) if (kind === 'run' && id !== undefined) there.add(id)
    const delivered = [...state.delivered].filter((path) => path.startsWith('runs/'))
    const were = new Set(delivered.map((path) => path.slice(13, 39).toUpperCase()))
    const isLost = ({ id, isOwn }: LocalRun): boolean =>
      !there.has(id) && (state.lost.has(id) || vanished.has(id) || (isOwn && were.has(id)))
    return new Set(runs.filter(isLost).map(({ id }) => id))
  }

  #view(id: string, hidden: boolean, isLost: boolean): RunView {
    const { ledger, state } = this.#context
    const replays = ledger.replays(id).map(({ body, device }): ReplayOutcome => {
      const { at, author, identical, difference: first } = body
      return { at, author, identical, difference: first, device }
    })
    return {
      notes: ledger.notes(id).map(noteFile),
      replays,
      ...(hidden === state.hidden.has(id) ? {} : { hidden }),
      ...(isLost === state.lost.has(id) ? {} : { goneFromFolder: isLost }),
    }
  }

  async #tidy(now: number): Promise<void> {
    const { store, device } = this.#context
    for (const { path, mtimeMs } of this.#listing.temporaries) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (!isOwnTemporary(name, device) || now - mtimeMs < DAY) continue
      // One that cannot be removed now is found again by the next pass.
      await store.removeOwn(path).catch(() => undefined)
    }
  }

  #report(
    imported: number,
    exporter: Exporter,
    findings: readonly Finding[],
    arriving: number,
    asked: readonly Item<'gone'>[],
    now: number,
  ): PassReport {
    const { state, ledger } = this.#context
    const pending = exporter.pending + arriving
    const quiet = new Set(['arriving', 'newer', 'clock-ahead', 'second-folder'])
    const isBad = asked.length > 0 || findings.some(({ code }) => !quiet.has(code))
    if (exporter.pending === 0) state.lastGood = now
    return {
      state: isBad ? 'needs-attention' : pending > 0 ? 'pending' : 'up-to-date',
      away: null,
      imported,
      written: exporter.written,
      pending,
      findings,
      people: this.#people(now),
      claims: currentClaims(this.#context, now),
      weightBytes: this.#weightBytes() + exporter.weightBytes,
      asked,
      askedBy: deleters(asked, ledger, now),
      retryAt: this.#retryAt(),
    }
  }

  #retryAt(): number | null {
    const waiting = [...this.#context.state.seen.values()].filter(({ outcome }) => outcome === 'arriving')
    return waiting.reduce<number | null>(
      (first, { retryAt = 0 }) => Math.min(first ?? retryAt, retryAt),
      null,
    )
  }

  #weightBytes(): number {
    return this.#listing.files.reduce(
      (sum, { path, size }) => sum + (blobSha256(path) === null ? 0 : size),
      0,
    )
  }

  #people(now: number): readonly SharingPerson[] {
    const { ledger, state } = this.#context
    const runs = new Map<string, Set<string>>()
    for (const { kind, id, device } of state.seen.values()) {
      if (kind !== 'run' || id === undefined || device === undefined) continue
      runs.set(device, (runs.get(device) ?? new Set()).add(id))
    }
    const farthest = farthestStamp(now)
    const devices = [...new Set([...runs.keys(), ...ledger.people])]
    const count = (device: string): number => runs.get(device)?.size ?? 0
    const shown = devices.sort((left, right) => count(right) - count(left)).slice(0, MOST_PEOPLE)
    return shown.sort().map((device): SharingPerson => {
      const ids = [...(runs.get(device) ?? [])]
      const newest = ids.reduce((latest, id) => Math.max(latest, runTime(id)), 0)
      const lastSeen = newest === 0 ? null : new Date(newest).toISOString()
      return { device, name: ledger.person(device, farthest)?.body.name ?? '', runs: ids.length, lastSeen }
    })
  }
}

function difference(left: ReadonlySet<string>, right: ReadonlySet<string>): readonly string[] {
  return [...[...left].filter((id) => !right.has(id)), ...[...right].filter((id) => !left.has(id))]
}
