/** The first items of one kind, and how many more there are of it. */
export interface OneKind<T> {
  readonly kind: string
  readonly first: readonly T[]
  readonly more: number
}

/** Long lists for people: the first of each kind in the order in which the kinds appear, so that many of one hide no other. */
export function firstOfEachKind<T>(
  items: Iterable<T>,
  kindOf: (item: T) => string,
  most: number,
): readonly OneKind<T>[] {
  const kinds = new Map<string, T[]>()
  const more = new Map<string, number>()
  for (const item of items) {
    const kind = kindOf(item)
    const first = kinds.get(kind)
    if (first === undefined) kinds.set(kind, [item])
    else if (first.length < most) first.push(item)
    else more.set(kind, (more.get(kind) ?? 0) + 1)
  }
  return [...kinds].map(([kind, first]) => ({ kind, first, more: more.get(kind) ?? 0 }))
}
