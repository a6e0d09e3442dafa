/** What JSON can hold. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined }

// Most texts need no escape: to see that costs less than to let JSON.stringify look for one.
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

function canonicalString(text: string): string {
  if (NEEDS_NO_ESCAPE.test(text)) return `"${text}"`
  if (LONE_SURROGATE.test(text))
    throw new Error('A text with half of a surrogate pair has no canonical JSON.')
  return JSON.stringify(text)
}

function canonicalNumber(number: number): string {
  if (!Number.isFinite(number)) throw new Error(`${number} has no canonical JSON: only finite numbers have.`)
  return JSON.stringify(number)
}

/**
 * The one text that RFC 8785 gives a JSON value.
 *
 * Keys in the order of their UTF-16 units, numbers as ECMAScript writes them, no spaces: equal values give equal bytes, so that
 * their hashes can be compared. Fields that are undefined are left out, as JSON.stringify does.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (typeof value === 'string') return canonicalString(value)
  // Long lists of numbers, such as curves: the same text, many times faster.
  if (isList(value))
    return value.every(Number.isFinite) ? JSON.stringify(value) : `[${value.map(canonicalJson).join(',')}]`
  let members = ''
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member === undefined) continue
    members += `${members === '' ? '' : ','}${canonicalString(key)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
