import type { SharingClaim, SharingPerson, SharingStateName } from '#shared/ipc'
import type { ReplayOutcome } from '#shared/records/run-summary'
import { currentClaims } from './claims'
import type { EngineContext, Finding } from './engine-context'
import { Exporter, type OwnClaim } from './exporter'
import { stateFindings } from './findings'
import { guard, type AwayReason } from './guard'
import { decideHiding } from './hiding'
import { runTime } from './identifiers'
import { Importer } from './importer'
import type { Item } from './item'
import { OwnItems } from './own-items'
import { blobSha256, isOwnTemporary } from './paths'
import { planPass } from './planner'
import type { LocalRun, RunView } from './shared-library'
import { StoreError, storeError, type Listing } from './store'
import { withTimeout } from './with-timeout'

const DAY = 86_400_000

export interface PassOptions {
  /** Name that people should see for this computer; empty for none. */
  readonly author: string
  readonly shareWeights: boolean
  readonly claims: readonly OwnClaim[]
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
}

const NOTHING = { imported: 0, written: 0, pending: 0, findings: [], people: [], claims: [], weightBytes: 0, asked: [] }

/** One pass over the folder: look, bring in, take out, show. Safe to repeat and to break off at any point. */
export async function runPass(context: EngineContext, options: PassOptions): Promise<PassReport> {
  const { store, state, clock, timers } = context
  const own = new OwnItems(context)
  const touched = new Set(await own.collect())
  await own.call(options.author)
  let listing: Listing
  try {
    const late = (): Error => new StoreError('busy', '', 'the folder did not answer in time')
    listing = await withTimeout(timers, context.readTimeout * 6, store.list(), late)
    const presence = await guard(store, listing, state, context.digest)
    if (presence.kind === 'away') return { ...NOTHING, state: 'folder-away', away: presence.reason }
    state.folderIds = [...presence.folderIds]
  } catch (error) {
    const { message } = storeError(error, '')
    const finding: Finding = { file: '', code: 'not-listed', detail: message }
    return { ...NOTHING, state: 'folder-away', away: 'unreadable', findings: [finding] }
  }
  return new Pass(context, options, listing, touched).run(clock())
}

class Pass {
  readonly #context: EngineContext
  readonly #options: PassOptions
  readonly #listing: Listing
  readonly #touched: Set<string>

  constructor(context: EngineContext, options: PassOptions, listing: Listing, touched: Set<string>) {
    this.#context = context
    this.#options = options
    this.#listing = listing
    this.#touched = touched
  }

  async run(now: number): Promise<PassReport> {
    const { library, state } = this.#context
    const { everything = false, impatient = false, shareWeights, claims } = this.#options
    const before = await library.runs()
    const { importer, losses } = await this.#import(before, now, everything, impatient)
    if (everything || now - state.lastFullRead > 7 * DAY) state.lastFullRead = now
    const runs = await library.runs()
    if (shareWeights) await importer.takeWeights(this.#listing.files, runs)
    const asked = await this.#show(before, runs)
    const exporter = new Exporter(this.#context)
    await exporter.deliver(runs, shareWeights)
    await exporter.claim(claims, now)
    await this.#tidy(now)
    const findings = [
      ...importer.findings,
      ...stateFindings(state, this.#listing, importer.clocksAhead),
      ...losses,
      ...exporter.findings,
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
    const lost = actions.filter(({ kind }) => kind === 'vanished').length
    const isMuch = lost > 20 || (lost > 1 && lost > state.seen.size / 2)
    const importer = new Importer(this.#context, runs)
    await importer.apply(actions)
    for (const id of importer.touched) this.#touched.add(id)
    const detail = `${lost} files that lay in the folder are not there any more`
    return { importer, losses: isMuch ? [{ file: '', code: 'vanished', detail }] : [] }
  }

  /** Hands the library what all people together say about each run that something was said about. */
  async #show(before: readonly LocalRun[], runs: readonly LocalRun[]): Promise<readonly Item<'gone'>[]> {
    const { ledger, state, library, device } = this.#context
    const shown = new Set(before.filter(({ hidden }) => !hidden).map(({ id }) => id))
    const { hidden, asked } = decideHiding(ledger, state, shown, device)
    const inFolder = new Set<string>()
    for (const seen of state.seen.values()) if (seen.kind === 'run' && seen.id !== undefined) inFolder.add(seen.id)
    for (const run of runs) {
      const changed = run.hidden !== hidden.has(run.id)
      if (!changed && !this.#touched.has(run.id)) continue
      await library.show(run.id, this.#view(run, hidden.has(run.id), inFolder.has(run.id)))
    }
    return asked
  }

  #view({ id, isOwn }: LocalRun, hidden: boolean, isInFolder: boolean): RunView {
    const { ledger } = this.#context
    const replays = ledger.replays(id).map(({ body, device }): ReplayOutcome => {
      const { at, author, identical, difference } = body
      return { at, author, identical, difference, device }
    })
    const hasNotes = ledger.notes(id).length > 0
    return {
      ...(hasNotes ? { annotations: ledger.annotations(id) } : {}),
      ...(replays.length > 0 ? { replays } : {}),
      hidden,
      goneFromFolder: !isInFolder && (!isOwn || this.#wasDelivered(id)),
    }
  }

  #wasDelivered(id: string): boolean {
    const name = `/${id.toLowerCase()}-`
    return [...this.#context.state.delivered].some((path) => path.startsWith('runs/') && path.includes(name))
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
    const { state } = this.#context
    const pending = exporter.pending + arriving
    const quiet = new Set(['arriving', 'newer', 'clock-ahead'])
    const isBad = asked.length > 0 || findings.some(({ code }) => !quiet.has(code))
    if (exporter.pending === 0) state.lastGood = now
    return {
      state: isBad ? 'needs-attention' : pending > 0 ? 'pending' : 'up-to-date',
      away: null,
      imported,
      written: exporter.written,
      pending,
      findings,
      people: this.#people(),
      claims: currentClaims(this.#context, now),
      weightBytes: this.#weightBytes(),
      asked,
    }
  }

  #weightBytes(): number {
    return this.#listing.files.reduce((sum, { path, size }) => sum + (blobSha256(path) === null ? 0 : size), 0)
  }

  #people(): readonly SharingPerson[] {
    const { ledger, state } = this.#context
    const runs = new Map<string, Set<string>>()
    for (const { kind, id, device } of state.seen.values()) {
      if (kind !== 'run' || id === undefined || device === undefined) continue
      runs.set(device, (runs.get(device) ?? new Set()).add(id))
    }
    const devices = new Set([...runs.keys(), ...ledger.people.map(({ id }) => id)])
    return [...devices].sort().map((device): SharingPerson => {
      const ids = [...(runs.get(device) ?? [])]
      const newest = ids.reduce((latest, id) => Math.max(latest, runTime(id)), 0)
      const lastSeen = newest === 0 ? null : new Date(newest).toISOString()
      return { device, name: ledger.person(device)?.body.name ?? '', runs: ids.length, lastSeen }
    })
  }
}
