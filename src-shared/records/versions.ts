/** One version of something that people change, as far as its order among others goes. */
export interface Version {
  /** Hybrid logical time: comparing the texts compares the times. */
  readonly stamp: string
  readonly device: string
  /**
   * Versions that lie after this one by their stamps, though whoever made this one knew them and replaced them: their clock, or the
   * clock here, was wrong. So an edit always beats what it replaced, on every computer.
   */
  readonly replaces?: readonly string[] | undefined
}

/** Most versions that one version names. */
export const MOST_REPLACED = 200

/** The latest stamp that there is: nothing lies too far ahead. */
export const LAST_STAMP = 'z'.repeat(14)

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'
const DAY = 86_400_000
/** The last moment that a date can tell. */
const LAST_DATE = 8.64e15

/** Milliseconds since 1970 that a stamp begins with. */
export function stampMilliseconds(stamp: string): number {
  const time = [...stamp.slice(0, 10)].reduce((value, digit) => value * 32 + CROCKFORD.indexOf(digit), 0)
  return Math.min(time, LAST_DATE)
}

/** From here on a stamp lies too far ahead to be believed. */
export function farthestMilliseconds(now: number): number {
  return now + DAY
}

export function versionName({ stamp, device }: Version): string {
  return `${stamp}-${device}`
}

/** The names among a version's `replaces` that it may speak for: only what lies after it, so that no circle can arise. */
function replacedBy(version: Version): readonly string[] {
  const own = versionName(version)
  return (version.replaces ?? []).filter((name) => name > own)
}

/**
 * The version that holds: the last one by stamp, then device, then `tie`.
 *
 * One whose stamp lies after `farthest`, or that a known version replaces, holds only where there is no other: a wrong clock, or a
 * stamp of the year 9999, must not decide for ever. Whoever knows the same versions chooses the same, as long as no stamp lies
 * between two computers' idea of too far.
 */
export function latestVersion<T extends Version>(
  versions: readonly T[],
  farthest: string,
  tie: (version: T) => string,
): T | undefined {
  const replaced = new Set(versions.flatMap(replacedBy))
  const isWeak = (version: T): boolean => version.stamp > farthest || replaced.has(versionName(version))
  let latest: T | undefined
  for (const version of versions) {
    if (latest === undefined || isAfter(version, latest, isWeak, tie)) latest = version
  }
  return latest
}

function isAfter<T extends Version>(
  left: T,
  right: T,
  isWeak: (version: T) => boolean,
  tie: (version: T) => string,
): boolean {
  const [leftWeak, rightWeak] = [isWeak(left), isWeak(right)]
  if (leftWeak !== rightWeak) return rightWeak
  const [leftName, rightName] = [versionName(left), versionName(right)]
  return leftName === rightName ? tie(left) > tie(right) : leftName > rightName
}

/** The latest stamp of those that are not too far ahead: what a new version is stamped after. */
export function latestStamp(versions: readonly Version[], farthest: string): string | undefined {
  let latest: string | undefined
  for (const { stamp } of versions)
    if (stamp <= farthest && (latest === undefined || stamp > latest)) latest = stamp
  return latest
}

/** What a new version has to name so that it holds: the versions that lie after it all the same. */
export function namesAfter(version: Version, others: readonly Version[]): readonly string[] {
  const own = versionName(version)
  const after = [...new Set(others.map(versionName))].filter((name) => name > own)
  return after.sort().slice(-MOST_REPLACED)
}
