import { isObject, type Members } from '#shared/experiment/plain-object'
import { canonicalJson, type JsonValue } from '#shared/records/canonical-json'
import { parseJson } from '#shared/records/safe-json'
import { sha256 } from './hashes'

/** Name of the field in which a file carries the hash of everything else in it. */
const SEAL = 'contentSha256'

/** Everything of a value but its seal. */
function withoutSeal(value: Members): Members {
  const { [SEAL]: _, ...rest } = value
  return rest
}

function hashOf(value: Members): string | null {
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
  return { ...value, [SEAL]: hashOf(value as Members) ?? undefined }
}

/** What stood in a sealed file: intact values come without their seal, changed ones keep the one that does not fit. */
export interface OpenedSeal {
  readonly value: unknown
  readonly intact: boolean
}

/** Most letters by which a damaged name may differ from the seal's and still be known for it. */
const MOST_WRONG = 3

/** Whether a name is the seal's, damaged: else a changed file would pass for one of an older version, which has none. */
function isNearlySeal(name: string): boolean {
  if (Math.abs(name.length - SEAL.length) > 1) return false
  return lettersApart(name.toLowerCase(), SEAL.toLowerCase()) <= MOST_WRONG
}

/** In how many places two names of nearly one length differ between the start and the end that they share. */
function lettersApart(left: string, right: string): number {
  const length = Math.max(left.length, right.length)
  let [start, end] = [0, 0]
  while (start < length && left[start] === right[start]) start += 1
  while (end < length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1
  return length - start - end
}

/** Opens a value that may be sealed. Files of older versions carry no seal; nothing can be said about those. */
export function openSeal(value: unknown): OpenedSeal {
  if (!isObject(value)) return { value, intact: true }
  if (!(SEAL in value)) return { value, intact: !Object.keys(value).some(isNearlySeal) }
  const rest = withoutSeal(value)
  return value[SEAL] === hashOf(rest) ? { value: rest, intact: true } : { value, intact: false }
}

const TAIL = `,"${SEAL}":"`
const TAIL_LENGTH = TAIL.length + 64 + 2

/**
 * A value as one line of JSON that ends with the hash of all text before it: for what is large or many, where canonical JSON would take
 * many times as long.
 */
export function sealedLine(value: object): string {
  const text = JSON.stringify(value).slice(0, -1)
  return `${text}${TAIL}${sha256(text)}"}`
}

/** Opens a line that may be sealed; null for what is no JSON. */
export function openSealedLine(line: string): OpenedSeal | null {
  const json = parseJson(line)
  if (!json.ok) return null
  if (!isObject(json.value) || !(SEAL in json.value)) return openSeal(json.value)
  const { [SEAL]: seal, ...value } = json.value
  return { value, intact: hasWholeSeal(line) && seal === sha256(line.slice(0, -TAIL_LENGTH)) }
}

/** Whether a line ends as sealed ones do; one whose end was not written yet does not. */
export function hasWholeSeal(line: string): boolean {
  return line.startsWith(TAIL, line.length - TAIL_LENGTH) && line.endsWith('"}')
}

export const CHANGED = 'It was changed since it was written.'
