import type { Experiment } from '#shared/experiment/experiment'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import type { RunRecord } from '#shared/records/run-record'
import { stampOf } from '../../base/hybrid-clock'
import { runTime } from '../../base/identifiers'
import { itemText, openFile } from './envelope'
import { assertStillHere } from './guard'
import type { Item } from './item'
import type { Finding, PassContext } from './pass-context'
import { alternativePath, blobPath, pathOf } from './paths'
import type { LocalRun } from './shared-library'
import { storeError } from './store'

const MOST_NAMES = 5

type Unsealed = Omit<Item, 'sha256'>

/** A training of this computer that is planned or running; `id` stays the same while its state changes. */
export interface OwnClaim {
  readonly id: string
  readonly identity: string
  readonly experiment: Experiment
  readonly state: 'planned' | 'running'
  readonly since: string
}

/** Takes what is ours to the folder: safe to repeat, and finished only when it has been read back. */
export class Exporter {
  readonly #context: PassContext
  readonly findings: Finding[] = []
  /** Runs and what is said about them that were written now; and what could not be. */
  written = 0
  pending = 0
  tried = 0
  /** Bytes of weights that were written now. */
  weightBytes = 0
  #patience: number
  #isStopped = false

  constructor(context: PassContext) {
    this.#context = context
    this.#patience = context.patience
  }

  async deliver(runs: readonly LocalRun[], shareWeights: boolean): Promise<void> {
    const { ledger, device } = this.#context
    for (const item of ledger.own) {
      if (item.kind === 'person') await this.#deliverItem(item, 0)
    }
    for (const run of runs) {
      if (!run.isOwn) continue
      try {
        await this.#deliverRun(run, shareWeights, device)
      } catch (error) {
        // A run whose own files here are damaged must not keep the others from the folder.
        this.findings.push({ file: run.id, code: 'not-written', detail: storeError(error, run.id).message })
      }
    }
    for (const item of ledger.own) {
      if (item.kind !== 'person') await this.#deliverItem(item, 1)
    }
  }

  /** Weights and curves first, so that a record never names what is not there yet. */
  async #deliverRun(run: LocalRun, shareWeights: boolean, device: string): Promise<void> {
    const { state, library } = this.#context
    const { id } = run
    if (shareWeights && run.hasWeights && run.weightsSha256 !== null)
      await this.#deliverWeights(id, run.weightsSha256)
    const unsealed = (kind: 'run' | 'curves'): Omit<Unsealed, 'body'> => ({
      kind,
      id,
      device,
      stamp: stampOf(runTime(id)),
    })
    if (state.delivered.has(pathOf(unsealed('run')))) return
    if (this.#isStopped) {
      this.pending += 1
      return
    }
    const record = await library.record(id)
    if (this.#isOfAnother(record)) return
    const curves = await library.curves(id)
    if (curves !== null) await this.#deliverItem({ ...unsealed('curves'), body: curves }, 0)
    if (curves !== null && !state.delivered.has(pathOf(unsealed('curves')))) return
    await this.#deliverItem({ ...unsealed('run'), body: record }, 1)
  }

  /** Whether this very record lies in the folder under another's name: then it is not ours, whatever the library says. */
  #isOfAnother(record: RunRecord): boolean {
    const { state, device, digest } = this.#context
    const others = [...state.seen.values()].filter(
      (seen) => seen.kind === 'run' && seen.id === record.id && seen.device !== device,
    )
    if (others.length === 0) return false
    const sha256 = digest(canonicalJson(record as unknown as JsonValue))
    return others.some((seen) => seen.sha256 === sha256)
  }

  async #deliverWeights(id: string, sha256: string): Promise<void> {
    const { state, library } = this.#context
    const path = blobPath(sha256)
    if (state.delivered.has(path) || this.#isStopped) return
    await this.#attempt(path, 0, async () => {
      const bytes = await library.weights(id)
      if (bytes === null) return
      if ((await this.#create(path, bytes)) === 'created') this.weightBytes += bytes.byteLength
      state.delivered.add(path)
    })
  }

  async #deliverItem(item: Unsealed, weight: number): Promise<void> {
    const { state } = this.#context
    const path = pathOf(item)
    if (state.delivered.has(path)) return
    await this.#attempt(path, weight, async () => {
      const { digest } = this.#context
      const text = itemText(item, digest)
      const bytes = new TextEncoder().encode(text)
      if (await this.#write(path, bytes)) this.written += weight
      state.delivered.add(path)
    })
  }

  async #attempt(path: string, weight: number, work: () => Promise<void>): Promise<void> {
    if (this.#isStopped) {
      this.pending += weight
      return
    }
    this.tried += 1
    try {
      await work()
    } catch (error) {
      this.pending += 1
      const { trouble, message } = storeError(error, path)
      const code = trouble === 'full' ? 'disk-full' : 'not-written'
      this.findings.push({ file: path, code, detail: message })
      // A full disk or one that has gone will refuse the rest as well; a busy one is not waited for a second time.
      if (trouble === 'full' || trouble === 'absent') this.#isStopped = true
      if (trouble === 'busy') this.#patience = 0
    }
  }

  /** Whether the file was new. Where its name is taken by something else, another name is as good. */
  async #write(path: string, bytes: Uint8Array): Promise<boolean> {
    for (let attempt = 1; attempt <= MOST_NAMES; attempt += 1) {
      const name = attempt === 1 ? path : alternativePath(path, attempt)
      if ((await this.#create(name, bytes)) === 'created') return true
      if (await this.#isSame(name, bytes)) return false
    }
    throw new Error(`${MOST_NAMES} files that are not ours have the names that it would get`)
  }

  async #create(path: string, bytes: Uint8Array): Promise<'created' | 'exists'> {
    const { store, state, digest } = this.#context
    await assertStillHere(store, state, digest)
    return store.createExclusive(path, bytes, this.#patience)
  }

  async #isSame(path: string, bytes: Uint8Array): Promise<boolean> {
    const { store, digest } = this.#context
    const there = openFile(await store.read(path, 8 * 1_048_576), digest)
    const ours = openFile(bytes, digest)
    return there.kind === 'item' && ours.kind === 'item' && there.item.sha256 === ours.item.sha256
  }

  /** Makes the folder show these trainings of ours and no others. */
  async claim(claims: readonly OwnClaim[], now: number): Promise<void> {
    const { state, device, store } = this.#context
    const wanted = new Map(claims.map((claim) => [this.#claimPath(claim), claim]))
    for (const [path, seen] of state.seen) {
      const isOurs = seen.kind === 'claim' && seen.device === device && state.delivered.has(path)
      if (!isOurs || wanted.has(path)) continue
      await this.#attempt(path, 0, async () => {
        await store.removeOwn(path)
        state.seen.delete(path)
        state.delivered.delete(path)
      })
    }
    for (const [path, claim] of wanted) {
      if (state.seen.has(path)) continue
      state.delivered.delete(path)
      const { id, ...body } = claim
      await this.#deliverItem(
        { kind: 'claim', id: this.#claimId(claim, id), device, stamp: stampOf(now), body },
        0,
      )
    }
  }

  #claimPath(claim: OwnClaim): string {
    return pathOf({
      kind: 'claim',
      id: this.#claimId(claim, claim.id),
      device: this.#context.device,
      stamp: stampOf(0),
    })
  }

  /** Planned and running are two files, because no file is ever changed: the last letter of the id tells them apart. */
  #claimId({ state }: OwnClaim, id: string): string {
    return id.slice(0, 25) + (state === 'planned' ? '0' : '1')
  }
}
