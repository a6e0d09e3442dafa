import { wait } from '../../base/environment'
import { isAhead } from '../../base/hybrid-clock'
import { inParallel } from '../../base/in-parallel'
import { type Opened, openFile, openLargeFile } from './envelope'
import type { Seen } from './folder-state'
import type { AnyItem, Item } from './item'
import type { LedgerItem } from './ledger'
import type { Finding, PassContext } from './pass-context'
import { blobSha256, fitsName } from './paths'
import { type Action, faulted } from './planner'
import { type LocalRun, Refusal } from './shared-library'
import { type StoreEntry, StoreError, storeError } from './store'
import { withTimeout } from './with-timeout'

/** Threads of Node's pool are few, and a disk that does not answer holds every one that asks it: one stays free for the rest. */
const PARALLEL = 3
/** From this size on a file is opened in steps, between which the window gets its answers. */
const LARGE = 262_144
const BLOB_LIMIT = 512 * 1_048_576

/** Brings what lies in the folder into the library and the ledger, one file after another. */
export class Importer {
  readonly #context: PassContext
  readonly #known: Set<string>
  /** Runs of which something changed. */
  readonly touched = new Set<string>()
  /** Runs of which a file went away. */
  readonly vanished = new Set<string>()
  readonly arrived: LedgerItem[] = []
  readonly findings: Finding[] = []
  /** Devices whose clock runs more than five minutes ahead of ours. */
  readonly clocksAhead = new Set<string>()
  /** Runs and what is said about them; curves, names and claims go along uncounted. */
  imported = 0
  #hanging = 0

  constructor(context: PassContext, runs: readonly LocalRun[]) {
    this.#context = context
    this.#known = new Set([...runs.map(({ id }) => id), ...context.state.hidden])
  }

  async apply(actions: readonly Action[]): Promise<void> {
    const { state, clock } = this.#context
    const reads: Extract<Action, { kind: 'read' }>[] = []
    for (const action of actions) {
      if (action.kind === 'read') reads.push(action)
      else if (action.kind === 'vanished') this.#vanish(action.path)
      else {
        const { entry, fault, reason } = action
        state.seen.set(entry.path, faulted(entry, fault, reason, state.seen.get(entry.path), clock()))
      }
    }
    await this.#readAll(reads)
    await this.#readAll(this.#woken())
  }

  /** Curves whose record has arrived since they were met. */
  #woken(): Extract<Action, { kind: 'read' }>[] {
    const waiting = [...this.#context.state.seen].filter(
      ([, seen]) => seen.outcome === 'waiting' && seen.id !== undefined && this.#known.has(seen.id),
    )
    return waiting.map(([path, { size, mtimeMs }]) => ({
      kind: 'read',
      entry: { path, size, mtimeMs },
      limit: size,
    }))
  }

  async #readAll(reads: readonly Extract<Action, { kind: 'read' }>[]): Promise<void> {
    await inParallel(reads, PARALLEL, ({ entry, limit }) => this.#read(entry, limit))
  }

  async #read(entry: StoreEntry, limit: number): Promise<void> {
    const { state, clock } = this.#context
    const before = state.seen.get(entry.path)
    const fail = (fault: 'arriving' | 'bad' | 'newer' | 'too-large', reason: string): void => {
      state.seen.set(entry.path, faulted(entry, fault, reason, before, clock()))
    }
    try {
      const opened = await this.#open(entry, limit)
      if (opened.kind === 'arriving' || opened.kind === 'bad' || opened.kind === 'newer')
        fail(opened.kind, opened.reason)
      else if (opened.kind === 'item' && !fitsName(entry.path, opened.item))
        fail('bad', 'its name tells another run, another computer or another time than its content does')
      else state.seen.set(entry.path, await this.#take(entry, opened))
    } catch (error) {
      const { trouble, message } = storeError(error, entry.path)
      if (trouble === 'absent') return
      if (error instanceof Refusal) return fail('bad', message)
      if (trouble === 'too-large') fail('too-large', message)
      else if (trouble === 'not-a-file') fail('bad', message)
      else fail('arriving', message)
    }
  }

  async #open(entry: StoreEntry, limit: number): Promise<Opened> {
    const { store, timers, readTimeout, digest } = this.#context
    // A disk that answers nothing holds a thread for every question: after two the rest is not asked.
    if (this.#hanging >= 2)
      throw new StoreError('busy', entry.path, 'that disk does not answer at the moment')
    const reading = store.read(entry.path, limit)
    const bytes = await withTimeout(timers, readTimeout, reading, () => {
      this.#hanging += 1
      const settled = (): void => {
        this.#hanging -= 1
      }
      reading.then(settled, settled)
      return new StoreError('busy', entry.path, 'it did not answer in time')
    })
    return bytes.byteLength < LARGE
      ? openFile(bytes, digest)
      : openLargeFile(bytes, digest, () => wait(timers, 0))
  }

  async #take(entry: StoreEntry, opened: Exclude<Opened, { reason: string }>): Promise<Seen> {
    const { size, mtimeMs } = entry
    if (opened.kind !== 'item') return { size, mtimeMs, outcome: opened.kind }
    const { item } = opened
    const { kind, id, device, sha256 } = item
    this.#watchClock(item)
    const seen: Seen = { size, mtimeMs, outcome: 'item', kind, id, device, sha256 }
    if (kind === 'claim') return { ...seen, claim: item }
    if (kind === 'run') await this.#takeRun(item, entry.path)
    else if (kind === 'curves') return (await this.#takeCurves(item)) ? seen : { ...seen, outcome: 'waiting' }
    else this.#takeLedgerItem(item)
    return seen
  }

  #watchClock({ stamp, device }: AnyItem): void {
    const { hybridClock, clock } = this.#context
    const now = clock()
    if (isAhead(stamp, now)) this.clocksAhead.add(device)
    hybridClock.observe(stamp, now)
  }

  async #takeRun({ body, device, id }: Item<'run'>, path: string): Promise<void> {
    const outcome = await this.#context.library.addRecord(body, device)
    this.#known.add(id)
    this.touched.add(id)
    if (outcome !== 'known') this.imported += 1
    if (outcome === 'conflict') {
      this.findings.push({ file: path, code: 'conflict', detail: `another record carries the id ${id}` })
    }
  }

  async #takeCurves({ body, id }: Item<'curves'>): Promise<boolean> {
    if (!this.#known.has(id)) return false
    await this.#context.library.addCurves(body)
    return true
  }

  #takeLedgerItem(item: LedgerItem): void {
    if (!this.#context.ledger.add(item, { own: false })) return
    this.arrived.push(item)
    if (item.kind === 'person') return
    this.touched.add(item.id)
    this.imported += 1
  }

  #vanish(path: string): void {
    const { seen } = this.#context.state
    const gone = seen.get(path)
    seen.delete(path)
    if (gone?.kind === 'run' && gone.id !== undefined) this.vanished.add(gone.id)
  }

  /** Fetches the weights that lie in the folder for runs that have none here. What was refused is not read again before it changes. */
  async takeWeights(
    files: readonly StoreEntry[],
    runs: readonly LocalRun[],
    everything: boolean,
  ): Promise<void> {
    const wanted = new Map<string | null, LocalRun[]>()
    for (const run of runs) {
      if (run.hasWeights) continue
      wanted.set(run.weightsSha256, [...(wanted.get(run.weightsSha256) ?? []), run])
    }
    for (const entry of files) {
      const sha256 = blobSha256(entry.path)
      if (sha256 === null || entry.size === 0) continue
      if (!everything && isSame(this.#context.state.seen.get(entry.path), entry)) continue
      // Whoever trains the same gets the same: several runs may lack these weights.
      for (const run of wanted.get(sha256) ?? []) if (!(await this.#takeBlob(entry, run))) break
    }
  }

  async #takeBlob(entry: StoreEntry, { id, mostWeightBytes = BLOB_LIMIT }: LocalRun): Promise<boolean> {
    const { store, library, state, clock } = this.#context
    const { path, size } = entry
    const refuse = (fault: 'bad' | 'too-large', reason: string): boolean => {
      state.seen.set(path, faulted(entry, fault, reason, state.seen.get(path), clock()))
      state.revision += 1
      return false
    }
    if (size > Math.min(mostWeightBytes, BLOB_LIMIT))
      return refuse('too-large', 'it is larger than these weights are')
    try {
      await library.addWeights(id, await store.read(path, size))
      if (state.seen.delete(path)) state.revision += 1
      return true
    } catch (error) {
      const { message } = storeError(error, path)
      if (error instanceof Refusal) return refuse('bad', message)
      this.findings.push({ file: path, code: 'weights-broken', detail: message })
      return false
    }
  }
}

/** Whether a file is still what it was when it was last looked at. */
function isSame(seen: Seen | undefined, { size, mtimeMs }: StoreEntry): boolean {
  return seen !== undefined && seen.size === size && seen.mtimeMs === mtimeMs
}
