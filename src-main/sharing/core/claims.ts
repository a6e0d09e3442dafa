import type { SharingClaim } from '#shared/ipc'
import { farthestStamp, stampTime } from '../../base/hybrid-clock'
import type { PassContext } from './pass-context'

const DAY = 86_400_000
/** More cards than any team has: a folder full of them must not bury the window. */
const MOST = 200

/** Trainings that team-mates plan or run; a day after it was made a claim says nothing any more. */
export function currentClaims({ state, ledger, device }: PassContext, now: number): readonly SharingClaim[] {
  const claims: SharingClaim[] = []
  // By name: they are known in the order in which the disk answered.
  const seen = [...state.seen].sort(([left], [right]) => (left < right ? -1 : 1))
  for (const [, { claim }] of seen) {
    if (claim === undefined || claim.device === device) continue
    // One from far ahead would otherwise stand for ever.
    if (Math.abs(now - stampTime(claim.stamp)) > DAY) continue
    const name = ledger.person(claim.device, farthestStamp(now))?.body.name ?? ''
    const { identity, experiment, state: progress, since } = claim.body
    claims.push({ device: claim.device, name, identity, experiment, state: progress, since })
  }
  return claims
    .sort((left, right) => Number(left.since > right.since) - Number(left.since < right.since))
    .slice(0, MOST)
}
