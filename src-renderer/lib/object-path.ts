function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** The value at a path such as `plan.schedule.up`; undefined where there is none. */
export function valueAt(object: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), object)
}

/** The same object with another value at the path; everything beside the path stays the same object. */
export function withValueAt<T>(object: T, path: string, value: unknown): T {
  const [key = '', ...rest] = path.split('.')
  const inner = isObject(object) ? object[key] : undefined
  const next = rest.length === 0 ? value : withValueAt(inner, rest.join('.'), value)
  if (Array.isArray(object)) return object.with(Number(key), next) as T
  return { ...object, [key]: next }
}
