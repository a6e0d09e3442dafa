import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import { sha256 } from './hashes'

/** Name of the field in which a file carries the hash of everything else in it. */
const SEAL = 'contentSha256'

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Everything of a value but its seal. */
function withoutSeal(value: Fields): Fields {
  const { [SEAL]: _, ...rest } = value
  return rest
}

function hashOf(value: Fields): string | null {
  try {
    return sha256(canonicalJson(value as JsonValue))
  } catch {
    // Half of a surrogate pair has no canonical JSON: nothing that the lab wrote holds one.
    return null
  }
}

/**
 * A value with the hash of its own content, which tells later that nothing in it was edited or damaged.
 *
 * A seal that is there already stays: one that does not fit must not become sound by writing the file again.
 */
export function sealed<T extends object>(value: T): T {
  if (SEAL in value) return value
  return { ...value, [SEAL]: hashOf(value as Fields) ?? undefined }
}

/** What stood in a sealed file: intact values come without their seal, changed ones keep the one that does not fit. */
export interface OpenedSeal {
  readonly value: unknown
  readonly intact: boolean
}

/** Opens a value that may be sealed. Files of older versions carry no seal; nothing can be said about those. */
export function openSeal(value: unknown): OpenedSeal {
  if (!isObject(value) || !(SEAL in value)) return { value, intact: true }
  const rest = withoutSeal(value)
  return value[SEAL] === hashOf(rest) ? { value: rest, intact: true } : { value, intact: false }
}

export const CHANGED = 'It was changed since it was written.'
