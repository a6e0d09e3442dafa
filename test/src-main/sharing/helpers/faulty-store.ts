import { type Timers, wait } from '../../../../src-main/base/environment'
import {
  type Creation,
  type Listing,
  sentenceOf,
  StoreError,
  type SyncStore,
  troubleOf,
} from '../../../../src-main/sharing/core/store'

export interface Call {
  readonly operation: 'list' | 'read' | 'create' | 'remove'
  readonly path: string
  /** How many calls of this store came before. */
  readonly index: number
}

/** What goes wrong with one call. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Half of the bytes land under the final name, as with a program that copies without a temporary file. */
  | { readonly kind: 'short-write' }
  | { readonly kind: 'torn-read'; readonly share: number }
  | { readonly kind: 'stale-listing' }
  | { readonly kind: 'listing'; readonly change: (listing: Listing) => Listing }

export type FaultPlan = (call: Call) => Fault | null

/** A store that fails as it is told to. */
export class FaultyStore implements SyncStore {
  readonly #inner: SyncStore
  readonly #plan: FaultPlan
  readonly #timers: Timers
  #calls = 0
  #lastListing: Listing | null = null

  constructor(inner: SyncStore, plan: FaultPlan, timers: Timers) {
    this.#inner = inner
    this.#plan = plan
    this.#timers = timers
  }

  async list(): Promise<Listing> {
    const fault = await this.#meet('list', '')
    if (fault?.kind === 'stale-listing' && this.#lastListing !== null) return this.#lastListing
    const listing = await this.#inner.list()
    this.#lastListing = listing
    return fault?.kind === 'listing' ? fault.change(listing) : listing
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    const fault = await this.#meet('read', path)
    const bytes = await this.#inner.read(path, limit)
    return fault?.kind === 'torn-read' ? bytes.subarray(0, Math.floor(bytes.length * fault.share)) : bytes
  }

  async createExclusive(path: string, bytes: Uint8Array, patience: number): Promise<Creation> {
    const fault = await this.#meet('create', path)
    if (fault?.kind === 'short-write') {
      await this.#inner.createExclusive(path, bytes.subarray(0, bytes.length >> 1), patience)
      throw new StoreError('broken', path, sentenceOf('EIO'))
    }
    return this.#inner.createExclusive(path, bytes, patience)
  }

  async removeOwn(path: string): Promise<void> {
    await this.#meet('remove', path)
    return this.#inner.removeOwn(path)
  }

  async #meet(operation: Call['operation'], path: string): Promise<Fault | null> {
    const fault = this.#plan({ operation, path, index: this.#calls })
    this.#calls += 1
    if (fault?.kind === 'error') throw new StoreError(troubleOf(fault.code), path, sentenceOf(fault.code))
    if (fault?.kind === 'delay') await wait(this.#timers, fault.milliseconds)
    return fault
  }
}
