import { latestVersion } from '#shared/records/versions'
import type { Stamp } from '../../base/hybrid-clock'
import { type AnyItem, isLater, type Item, itemKey } from './item'

/** Kinds of which every version is kept for ever: the text that lost a race stays readable. */
export type LedgerItem = Extract<AnyItem, { kind: 'note' | 'gone' | 'replay' | 'person' }>

/**
 * Everything that people said about runs, from all computers. A set that only grows, so that the order and the number of times in which
 * things arrive do not matter: whoever holds the same items sees the same titles, notes, deletions and names.
 */
export class Ledger {
  readonly #keys = new Set<string>()
  readonly #notes = new Versions<Item<'note'>>()
  readonly #replays = new Versions<Item<'replay'>>()
  readonly #gone = new Versions<Item<'gone'>>()
  readonly #people = new Versions<Item<'person'>>()
  readonly #noteNames = new Set<string>()
  readonly #replayTimes = new Set<string>()
  readonly #own = new Map<string, LedgerItem>()

  /** Whether the item is new. `own`: made on this computer, as its journal says, and so to be delivered. */
  add(item: LedgerItem, { own }: { readonly own: boolean }): boolean {
    const key = itemKey(item)
    // A name is believed from its own computer alone.
    if (this.#keys.has(key) || (item.kind === 'person' && item.id !== item.device)) return false
    this.#keys.add(key)
    if (own) this.#own.set(key, item)
    if (item.kind === 'note') {
      this.#notes.add(item)
      this.#noteNames.add(`${item.id} ${item.stamp} ${item.device}`)
    } else if (item.kind === 'replay') {
      this.#replays.add(item)
      this.#replayTimes.add(`${item.id} ${item.body.at}`)
    } else if (item.kind === 'gone') this.#gone.add(item)
    else this.#people.add(item)
    return true
  }

  get own(): Iterable<LedgerItem> {
    return this.#own.values()
  }

  /** Whether the journal of this computer says that the item was made here. What the item says of its device is only its word. */
  isOwn(item: LedgerItem): boolean {
    return this.#own.has(itemKey(item))
  }

  get size(): number {
    return this.#keys.size
  }

  /** Every version of a run's notes, oldest first. */
  notes(run: string): readonly Item<'note'>[] {
    return this.#notes.of(run)
  }

  hasNote(run: string, stamp: Stamp, device: string): boolean {
    return this.#noteNames.has(`${run} ${stamp} ${device}`)
  }

  /** Runs that something was said about. */
  get runs(): ReadonlySet<string> {
    return new Set([...this.#notes.ids, ...this.#gone.ids, ...this.#replays.ids])
  }

  /** What was said of a run's deletion, oldest first, and what holds of it. */
  deletions(run: string): readonly Item<'gone'>[] {
    return this.#gone.of(run)
  }

  gone(run: string, farthest: Stamp): Item<'gone'> | undefined {
    return latestItem(this.#gone.of(run), farthest)
  }

  tombstones(farthest: Stamp): readonly Item<'gone'>[] {
    const latest = [...this.#gone.ids].flatMap((run) => this.gone(run, farthest) ?? [])
    return latest.filter(({ body }) => body.gone)
  }

  replays(run: string): readonly Item<'replay'>[] {
    return this.#replays.of(run)
  }

  hasReplay(run: string, at: string): boolean {
    return this.#replayTimes.has(`${run} ${at}`)
  }

  /** Devices that told a name. */
  get people(): Iterable<string> {
    return this.#people.ids
  }

  names(device: string): readonly Item<'person'>[] {
    return this.#people.of(device)
  }

  person(device: string, farthest: Stamp): Item<'person'> | undefined {
    return latestItem(this.#people.of(device), farthest)
  }
}

/** All versions by what they are about. They are put into their order when somebody asks: most arrive many at a time. */
class Versions<T extends LedgerItem> {
  readonly #lists = new Map<string, T[]>()
  readonly #unsorted = new Set<string>()

  get ids(): Iterable<string> {
    return this.#lists.keys()
  }

  add(item: T): void {
    const list = this.#lists.get(item.id)
    if (list === undefined) {
      this.#lists.set(item.id, [item])
      return
    }
    list.push(item)
    this.#unsorted.add(item.id)
  }

  of(id: string): readonly T[] {
    const list = this.#lists.get(id) ?? []
    if (this.#unsorted.delete(id)) list.sort((left, right) => (isLater(left, right) ? 1 : -1))
    return list
  }
}

function latestItem<K extends 'gone' | 'person'>(
  items: readonly Item<K>[],
  farthest: Stamp,
): Item<K> | undefined {
  const versions = items.map((item) => ({
    item,
    stamp: item.stamp,
    device: item.device,
    replaces: item.body.replaces,
  }))
  return latestVersion(versions, farthest, ({ item }) => item.sha256)?.item
}
