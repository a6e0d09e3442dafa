/**
 * What a text from outside turned out to be. `cut`: not JSON, which a later moment of a running download may put right;
 * `hostile`: JSON that no program of ours would write.
 */
export type StrictJson =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'cut'; readonly reason: string }
  | { readonly kind: 'hostile'; readonly reason: string }

const DEEPEST = 32
const LONGEST_ARRAY = 100_000
const LONGEST_TEXT = 1_048_576

/** Values, and names and brackets, of the largest file that the lab writes, several times over. */
const MOST_VALUES = 1_000_000
const MOST_NAMES = 50_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a

/**
 * What in a JSON text is more than any file of ours holds; null when all is in order. Counted before anything is parsed: a few
 * megabytes of empty brackets become gigabytes in memory, and what is nested too deep cannot be copied.
 */
function outlineFault(text: string): string | null {
  let depth = 0
  let values = 0
  let names = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (quoted) {
      if (code === BACKSLASH) index += 1
      else if (code === QUOTE) quoted = false
    } else if (code === QUOTE) quoted = true
    else if (code === COMMA) values += 1
    else if (code === COLON) names += 1
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      names += 1
      if (depth > DEEPEST) return `it is nested more than ${DEEPEST} levels deep`
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  if (names > MOST_NAMES) return 'it has more than 50,000 names and brackets'
  return values > MOST_VALUES ? 'it has more than 1,000,000 values' : null
}

/** Numbers, lists and texts that are too large to be ours, and keys that change prototypes; null when all are in order. */
function contentFault(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number in it is not finite'
  if (typeof value === 'string')
    return value.length <= LONGEST_TEXT ? null : 'a text in it is longer than 1 MiB'
  if (typeof value !== 'object' || value === null) return null
  return Array.isArray(value) ? listFault(value) : objectFault(value)
}

function listFault(list: readonly unknown[]): string | null {
  if (list.length > LONGEST_ARRAY) return 'a list in it has more than 100,000 elements'
  for (const element of list) {
    const fault = contentFault(element)
    if (fault !== null) return fault
  }
  return null
}

function objectFault(object: object): string | null {
  for (const [name, member] of Object.entries(object)) {
    const isConstructor = name === 'constructor' && typeof member === 'object' && member !== null
    if (name === '__proto__' || (isConstructor && Object.hasOwn(member as object, 'prototype')))
      return 'it carries a key that would change the prototype of objects'
    const fault = contentFault(member)
    if (fault !== null) return fault
  }
  return null
}

/**
 * Reads bytes from outside: strict UTF-8, plain JSON, bounded depth and size, finite numbers, no keys that change prototypes. Between
 * two steps, each of which may take a moment, others can have a turn.
 */
export function* strictJsonSteps(bytes: Uint8Array): Generator<void, StrictJson> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { kind: 'cut', reason: 'it is not UTF-8 text' }
  }
  yield
  const outline = outlineFault(text)
  if (outline !== null) return { kind: 'hostile', reason: outline }
  yield
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'cut', reason: 'it is not complete JSON' }
  }
  yield
  const fault = contentFault(value)
  return fault === null ? { kind: 'value', value } : { kind: 'hostile', reason: fault }
}
