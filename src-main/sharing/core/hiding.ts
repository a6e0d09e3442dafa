import type { SharingDeleter } from '#shared/ipc'
import { farthestStamp } from '../../base/hybrid-clock'
import type { FolderState } from './folder-state'
import type { Item } from './item'
import type { Ledger } from './ledger'

const MANY = 20
/** Deletions are counted together for so long: a few in each pass must not add up to a history that is gone. */
const WINDOW = 30 * 86_400_000

export interface Hiding {
  /** Runs that are hidden now. */
  readonly hidden: ReadonlySet<string>
  /** Tombstones of others that wait for the user's answer. */
  readonly asked: readonly Item<'gone'>[]
}

/**
 * Which runs the folder's tombstones hide. Few are followed at once; more than 20 within thirty days, or more than half of what was
 * shown, wait for an answer, because a deletion by mistake or in anger looks like that. What this computer deleted itself is not
 * asked, and its journal says what that is: a tombstone may carry any device's name.
 */
export function decideHiding(
  ledger: Ledger,
  state: FolderState,
  shown: ReadonlySet<string>,
  now: number,
): Hiding {
  const hidden = new Set<string>()
  const fresh: Item<'gone'>[] = []
  for (const tombstone of ledger.tombstones(farthestStamp(now))) {
    const answer = state.answers.get(tombstone.id)
    const isAnswered = answer !== undefined && answer.stamp === tombstone.stamp
    if (ledger.isOwn(tombstone) || (isAnswered && answer.hide)) hidden.add(tombstone.id)
    else if (!isAnswered) fresh.push(tombstone)
  }
  const visible = fresh.filter(({ id }) => shown.has(id))
  const followed = recentlyFollowed(state, now)
  const count = followed.filter((id) => !shown.has(id)).length + visible.length
  const all = shown.size + followed.filter((id) => !shown.has(id)).length
  const isMany = visible.length > 0 && (count > MANY || (count > 1 && count > all / 2))
  const asked = isMany ? visible : []
  const waiting = new Set(asked.map(({ id }) => id))
  // A clock that is set back must not make them look long ago.
  const followedAt = [...state.answers.values()].reduce(
    (at, answer) => Math.max(at, answer.followedAt ?? 0),
    now,
  )
  for (const { id, stamp } of fresh) {
    if (waiting.has(id)) continue
    hidden.add(id)
    // A tombstone for a run that has not arrived is no answer yet: once the run is here, it counts like all others.
    if (shown.has(id)) state.answers.set(id, { stamp, hide: true, followedAt })
  }
  return { hidden, asked }
}

/** Runs that others deleted and that were hidden here without a question. A moment that lies ahead counts: clocks are set back. */
function recentlyFollowed(state: FolderState, now: number): readonly string[] {
  return [...state.answers].flatMap(([id, { followedAt }]) =>
    followedAt !== undefined && now - followedAt < WINDOW ? [id] : [],
  )
}

/** Who wrote the tombstones that wait for an answer, whoever deleted most first. */
export function deleters(
  asked: readonly Item<'gone'>[],
  ledger: Ledger,
  now: number,
): readonly SharingDeleter[] {
  const counts = new Map<string, number>()
  for (const { device } of asked) counts.set(device, (counts.get(device) ?? 0) + 1)
  const farthest = farthestStamp(now)
  return [...counts]
    .map(([device, runs]) => ({ device, name: ledger.person(device, farthest)?.body.name ?? '', runs }))
    .sort((left, right) => right.runs - left.runs || (left.device < right.device ? -1 : 1))
}

/** Writes the user's answer down for every tombstone that was asked about. */
export function answerHiding(state: FolderState, asked: readonly Item<'gone'>[], hide: boolean): void {
  for (const { id, stamp } of asked) state.answers.set(id, { stamp, hide })
  state.revision += 1
}
