import { isLater, itemKey, type AnyItem, type Item } from './item'
import type { Stamp } from './hybrid-clock'

/** Kinds of which every version is kept for ever: the text that lost a race stays readable. */
export type LedgerItem = Extract<AnyItem, { kind: 'note' | 'gone' | 'replay' | 'person' }>

/**
 * Everything that people said about runs, from all computers. A set that only grows, so that the order and the number of times in which
 * things arrive do not matter: whoever holds the same items sees the same titles, notes, deletions and names.
 */
export class Ledger {
  readonly #keys = new Set<string>()
  readonly #notes = new Map<string, Item<'note'>[]>()
  readonly #gone = new Map<string, Item<'gone'>>()
  readonly #replays = new Map<string, Item<'replay'>[]>()
  readonly #people = new Map<string, Item<'person'>>()
  readonly #own: LedgerItem[] = []

  /** Whether the item is new. `own`: made on this computer, and so to be delivered. */
  add(item: LedgerItem, own: boolean): boolean {
    const key = itemKey(item)
    if (this.#keys.has(key)) return false
    this.#keys.add(key)
    if (own) this.#own.push(item)
    if (item.kind === 'note') insert(this.#notes, item)
    else if (item.kind === 'replay') insert(this.#replays, item)
    else if (item.kind === 'gone') keepLater(this.#gone, item)
    else keepLater(this.#people, item)
    return true
  }

  get own(): readonly LedgerItem[] {
    return this.#own
  }

  get size(): number {
    return this.#keys.size
  }

  /** Every version of a run's notes, oldest first. */
  notes(run: string): readonly Item<'note'>[] {
    return this.#notes.get(run) ?? []
  }

  hasNote(run: string, stamp: Stamp, device: string): boolean {
    return this.notes(run).some((note) => note.stamp === stamp && note.device === device)
  }

  /** Runs that something was said about. */
  get runs(): ReadonlySet<string> {
    return new Set([...this.#notes.keys(), ...this.#gone.keys(), ...this.#replays.keys()])
  }

  gone(run: string): Item<'gone'> | undefined {
    return this.#gone.get(run)
  }

  get tombstones(): readonly Item<'gone'>[] {
    return [...this.#gone.values()].filter(({ body }) => body.gone)
  }

  replays(run: string): readonly Item<'replay'>[] {
    return this.#replays.get(run) ?? []
  }

  get people(): readonly Item<'person'>[] {
    return [...this.#people.values()]
  }

  person(device: string): Item<'person'> | undefined {
    return this.#people.get(device)
  }
}

/** Puts a version where it belongs in time, whenever it arrives. */
function insert<T extends LedgerItem>(versions: Map<string, T[]>, item: T): void {
  const list = versions.get(item.id) ?? []
  let place = list.length
  for (let before = list[place - 1]; before !== undefined && isLater(before, item); before = list[place - 1])
    place -= 1
  list.splice(place, 0, item)
  versions.set(item.id, list)
}

function keepLater<T extends LedgerItem>(newest: Map<string, T>, item: T): void {
  const known = newest.get(item.id)
  if (known === undefined || isLater(item, known)) newest.set(item.id, item)
}
