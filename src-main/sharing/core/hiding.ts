import type { FolderState } from './folder-state'
import type { Item } from './item'
import type { Ledger } from './ledger'

const MANY = 20

export interface Hiding {
  /** Runs that are hidden now. */
  readonly hidden: ReadonlySet<string>
  /** Tombstones of others that wait for the user's answer. */
  readonly asked: readonly Item<'gone'>[]
}

/**
 * Which runs the folder's tombstones hide. Few at a time are followed at once; more than 20, or more than half of what is
 * shown, wait for an answer, because a deletion by mistake looks like that. What this computer deleted itself is not asked.
 */
export function decideHiding(
  ledger: Ledger,
  state: FolderState,
  shown: ReadonlySet<string>,
  device: string,
): Hiding {
  const hidden = new Set<string>()
  const fresh: Item<'gone'>[] = []
  for (const tombstone of ledger.tombstones) {
    const answer = state.answers.get(tombstone.id)
    const isAnswered = answer !== undefined && answer.stamp >= tombstone.stamp
    if (tombstone.device === device || (isAnswered && answer.hide)) hidden.add(tombstone.id)
    else if (!isAnswered) fresh.push(tombstone)
  }
  const visible = fresh.filter(({ id }) => shown.has(id))
  const isMany = visible.length > MANY || (visible.length > 1 && visible.length > shown.size / 2)
  const asked = isMany ? visible : []
  const waiting = new Set(asked.map(({ id }) => id))
  for (const tombstone of fresh) {
    if (waiting.has(tombstone.id)) continue
    hidden.add(tombstone.id)
    // A tombstone for a run that has not arrived is no answer yet: once the run is here, it is followed quietly.
    if (shown.has(tombstone.id)) state.answers.set(tombstone.id, { stamp: tombstone.stamp, hide: true })
  }
  return { hidden, asked }
}

/** Writes the user's answer down for every tombstone that was asked about. */
export function answerHiding(state: FolderState, asked: readonly Item<'gone'>[], hide: boolean): void {
  for (const { id, stamp } of asked) state.answers.set(id, { stamp, hide })
  state.revision += 1
}
