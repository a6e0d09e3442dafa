import secureJson from 'secure-json-parse'

/**
 * What a text from outside turned out to be. `cut`: not JSON, which a later moment of a running download may mend;
 * `hostile`: JSON that no program of ours would write.
 */
export type StrictJson =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'cut'; readonly reason: string }
  | { readonly kind: 'hostile'; readonly reason: string }

const DEEPEST = 32
const LONGEST_ARRAY = 100_000
const LONGEST_TEXT = 1_048_576

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Deepest nesting of a JSON text, counted before anything is parsed: parsing it would be fine, copying it would not. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (quoted) {
      if (code === BACKSLASH) index += 1
      else if (code === QUOTE) quoted = false
    } else if (code === QUOTE) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return deepest
}

/** Numbers, lists and texts that are too large to be ours; null when all are in order. */
function contentFault(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number in it is not finite'
  if (typeof value === 'string')
    return value.length <= LONGEST_TEXT ? null : 'a text in it is longer than 1 MiB'
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value) && value.length > LONGEST_ARRAY)
    return 'a list in it has more than 100,000 elements'
  for (const member of Object.values(value)) {
    const fault = contentFault(member)
    if (fault !== null) return fault
  }
  return null
}

/** Reads bytes from outside: strict UTF-8, plain JSON, bounded depth, finite numbers, no keys that change prototypes. */
export function parseStrictJson(bytes: Uint8Array): StrictJson {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { kind: 'cut', reason: 'it is not UTF-8 text' }
  }
  if (nesting(text) > DEEPEST)
    return { kind: 'hostile', reason: `it is nested more than ${DEEPEST} levels deep` }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'cut', reason: 'it is not complete JSON' }
  }
  if (typeof value !== 'object' || value === null) return { kind: 'value', value }
  try {
    secureJson.scan(value, { protoAction: 'error', constructorAction: 'error' })
  } catch {
    return { kind: 'hostile', reason: 'it carries a key that would change the prototype of objects' }
  }
  const fault = contentFault(value)
  return fault === null ? { kind: 'value', value } : { kind: 'hostile', reason: fault }
}
