/** Members of a value that came as JSON, by name. */
export type Members = Readonly<Record<string, unknown>>

/** Whether a value that came as JSON has members with names: neither a list nor null. */
export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
