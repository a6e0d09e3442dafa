/** How a file is damaged or edited. */
export const MUTATIONS = ['bit', 'digit', 'cut', 'doubled', 'line', 'zeros', 'key', 'swapped'] as const
export type Mutation = (typeof MUTATIONS)[number]

type Random = () => number

const below = (random: Random, limit: number): number => Math.floor(random() * limit)

const places = (bytes: Uint8Array, test: (byte: number, at: number) => boolean): readonly number[] =>
  [...bytes.keys()].filter((at) => test(bytes[at] ?? 0, at))

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122

/** Letters of the names of fields: those between quotes that a colon follows. */
function keyLetters(bytes: Uint8Array): readonly number[] {
  const text = Buffer.from(bytes).toString('latin1')
  return [...text.matchAll(/"([A-Za-z0-9]+)"\s*:/g)].flatMap(({ index, 1: name = '' }) =>
    [...name].map((_, letter) => index + 1 + letter).filter((at) => isLetter(bytes[at] ?? 0)),
  )
}

function changed(bytes: Uint8Array, at: number | undefined, value: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  if (at !== undefined) copy[at] = value(copy[at] ?? 0)
  return copy
}

const oneOf = <T>(random: Random, items: readonly T[]): T | undefined => items[below(random, items.length)]

/** The bytes of a file after one mutation; `other` is a file of its kind elsewhere. What cannot be mutated so stays as it is. */
export function mutated(kind: Mutation, bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  switch (kind) {
    case 'bit':
      return changed(bytes, below(random, bytes.length), (byte) => byte ^ (1 << below(random, 8)))
    case 'digit':
      return changed(
        bytes,
        oneOf(random, places(bytes, isDigit)),
        (byte) => 48 + ((byte - 47 + below(random, 9)) % 10),
      )
    case 'cut':
      return bytes.subarray(0, below(random, bytes.length))
    case 'doubled':
      return Buffer.concat([bytes, bytes])
    case 'line': {
      const lines = Buffer.from(bytes).toString('latin1').split('\n')
      const at = below(random, lines.length)
      return Buffer.from([...lines.slice(0, at + 1), ...lines.slice(at)].join('\n'), 'latin1')
    }
    case 'zeros': {
      const [from, length] = [below(random, bytes.length), 1 + below(random, 64)]
      return Uint8Array.from(bytes, (byte, at) => (at >= from && at < from + length ? 0 : byte))
    }
    case 'key':
      return changed(bytes, oneOf(random, keyLetters(bytes)), (byte) => (byte === 122 ? 97 : byte + 1))
    case 'swapped':
      return other
  }
}
