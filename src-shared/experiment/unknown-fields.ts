import { isObject } from './plain-object'

/** Paths of the fields that stand in the text that was read, but not in what was understood of it. */
export function unknownFields(read: unknown, understood: unknown, path = ''): readonly string[] {
  if (!isObject(read) || !isObject(understood)) return []
  return Object.keys(read).flatMap((key) => {
    const child = path === '' ? key : `${path}.${key}`
    return Object.hasOwn(understood, key) ? unknownFields(read[key], understood[key], child) : [child]
  })
}

/**
 * What was understood, with the fields of a newer version beside it.
 *
 * A record that passes through this version must not lose what this version cannot read.
 */
export function withUnknownFields<T>(read: unknown, understood: T): T {
  if (!isObject(read) || !isObject(understood)) return understood
  const merged: Record<string, unknown> = { ...understood }
  for (const [key, value] of Object.entries(read)) {
    merged[key] = Object.hasOwn(understood, key) ? withUnknownFields(value, understood[key]) : value
  }
  return merged as T
}
