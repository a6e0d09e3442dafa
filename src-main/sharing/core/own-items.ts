import { normalizedEdit } from './normalized-edit'
import type { EngineContext } from './engine-context'
import { sealItem } from './envelope'
import { itemKey, type Bodies, type Item } from './item'
import type { LedgerItem } from './ledger'

type LedgerKind = LedgerItem['kind']

/** Gives what was said on this computer its stamp, and puts it into journal and ledger before anything is written elsewhere. */
export class OwnItems {
  readonly #context: EngineContext

  constructor(context: EngineContext) {
    this.#context = context
  }

  /** Takes over edits and replays that the library holds and the ledger does not. */
  async collect(): Promise<readonly string[]> {
    const { library, ledger, device } = this.#context
    const touched: string[] = []
    for (const { run, at, edit } of await library.ownEdits()) {
      await this.say('note', run, { run, edit: normalizedEdit(edit) }, at, ledger.lastNote(run))
      touched.push(run)
    }
    for (const { run, outcome } of await library.ownReplays()) {
      const { at, author, identical, difference } = outcome
      const isKnown = ledger.replays(run).some(({ body, device: by }) => by === device && body.at === at)
      if (isKnown) continue
      await this.say('replay', run, { run, at, author, identical, difference }, this.#context.clock())
      touched.push(run)
    }
    return touched
  }

  async call(name: string): Promise<void> {
    const { ledger, device, clock } = this.#context
    const known = ledger.person(device)
    if ((known?.body.name ?? '') === name) return
    await this.say('person', device, { name }, clock(), known?.stamp)
  }

  async bury(runs: readonly string[], gone: boolean): Promise<void> {
    const { ledger, clock } = this.#context
    for (const run of runs) {
      const known = ledger.gone(run)
      if ((known?.body.gone ?? false) === gone) continue
      await this.say('gone', run, { run, gone }, clock(), known?.stamp)
    }
  }

  async say<K extends LedgerKind>(kind: K, id: string, body: Bodies[K], at: number, replaced?: string): Promise<void> {
    const { device, hybridClock, ledger, journal, digest } = this.#context
    const stamp = hybridClock.next(at, replaced)
    const { sha256 } = JSON.parse(sealItem({ kind, id, device, stamp, body }, digest)) as { sha256: string }
    const item = { kind, id, device, stamp, sha256, body } as Item<K> as LedgerItem
    await journal.append([{ item, own: true }])
    if (!ledger.add(item, true)) throw new Error(`The edit ${itemKey(item)} was stamped twice.`)
  }
}
