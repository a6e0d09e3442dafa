/** What JSON can hold. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined }

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

function canonicalString(text: string): string {
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
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${canonicalString(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
