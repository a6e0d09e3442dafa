import { firstOfEachKind } from '#shared/records/first-of-each-kind'

const MOST = 5

/** Lines for a list that may be long: the first of each kind, and how many more there are of it. */
export function linesByKind<T>(
  items: Iterable<T>,
  kindOf: (item: T) => string,
  lineOf: (item: T) => string,
  most = MOST,
): readonly string[] {
  return firstOfEachKind(items, kindOf, most).flatMap(({ first, more }) => [
    ...first.map(lineOf),
    ...(more === 0 ? [] : [`... and ${more} more of this kind.`]),
  ])
}
