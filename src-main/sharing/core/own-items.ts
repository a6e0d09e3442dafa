import { normalizedEdit } from '#shared/records/normalized-edit'
import { NOTE_FORMAT, type NoteFile } from '#shared/records/note-file'
import { latestStamp, namesAfter } from '#shared/records/versions'
import { farthestStamp, type Stamp, stampOf } from '../../base/hybrid-clock'
import { sealItem } from './envelope'
import type { Bodies, Item } from './item'
import type { LedgerItem } from './ledger'
import type { PassContext } from './pass-context'

type LedgerKind = LedgerItem['kind']

/** What was said on this computer goes into journal and ledger before anything is written elsewhere. */
export class OwnItems {
  readonly #context: PassContext

  constructor(context: PassContext) {
    this.#context = context
  }

  /** Takes over edits and replays that the library holds and the ledger does not. */
  async collect(): Promise<void> {
    const { library, ledger, device } = this.#context
    for (const note of await library.changedNotes()) {
      const { run, stamp, device: author, edit, replaces } = note
      if (ledger.hasNote(run, stamp, author)) continue
      const body = { run, edit: normalizedEdit(edit), ...(replaces === undefined ? {} : { replaces }) }
      await this.#keep('note', run, body, stamp, author)
    }
    for (const { run, outcome } of await library.changedReplays()) {
      const { at, author, identical, difference } = outcome
      if (!ledger.hasReplay(run, at))
        await this.#keep(
          'replay',
          run,
          { run, at, author, identical, difference },
          stampOf(Date.parse(at)),
          device,
        )
    }
  }

  /** Tells the name that people should see for this computer. */
  async call(name: string): Promise<void> {
    const { ledger, device, clock } = this.#context
    const known = ledger.person(device, farthestStamp(clock()))
    if ((known?.body.name ?? '') === name) return
    const { stamp, replaces } = this.#next(ledger.names(device))
    await this.#keep('person', device, { name, ...replaces }, stamp, device)
  }

  /** Deletes runs for all, or takes that back. */
  async bury(runs: readonly string[], gone: boolean): Promise<void> {
    const { ledger, clock, device } = this.#context
    for (const run of runs) {
      const known = ledger.gone(run, farthestStamp(clock()))
      if ((known?.body.gone ?? false) === gone) continue
      const { stamp, replaces } = this.#next(ledger.deletions(run))
      await this.#keep('gone', run, { run, gone, ...replaces }, stamp, device)
    }
  }

  /** The stamp of a version that is made now, and what it has to name so that it holds. */
  #next(versions: readonly Item[]): {
    readonly stamp: Stamp
    readonly replaces: { replaces?: readonly string[] }
  } {
    const { clock, hybridClock, device } = this.#context
    const now = clock()
    const stamp = hybridClock.next(now, latestStamp(versions, farthestStamp(now)))
    const names = namesAfter({ stamp, device }, versions)
    return { stamp, replaces: names.length === 0 ? {} : { replaces: names } }
  }

  async #keep<K extends LedgerKind>(
    kind: K,
    id: string,
    body: Bodies[K],
    stamp: Stamp,
    device: string,
  ): Promise<void> {
    const { ledger, journal, digest } = this.#context
    const { sha256 } = JSON.parse(sealItem({ kind, id, device, stamp, body }, digest)) as { sha256: string }
    const item = { kind, id, device, stamp, sha256, body } as Item<K> as LedgerItem
    await journal.append([{ item, own: true }])
    ledger.add(item, { own: true })
  }
}

/** A note as the library keeps it. */
export function noteFile({ id, stamp, device, body }: Item<'note'>): NoteFile {
  const { edit, replaces } = body
  const note = { format: NOTE_FORMAT, version: 1, run: id, stamp, device, edit } as const
  return replaces === undefined ? note : { ...note, replaces }
}
