import { CommandError } from './command-error'

/** One option of a verb, such as `--seed N`. */
export interface OptionHelp {
  readonly name: string
  /** What stands for the value in the help; a switch has none. */
  readonly value?: string
  readonly text: string
  /** May be given more than once. */
  readonly repeated?: boolean
}

/** The words of a command line, sorted. */
export interface Words {
  readonly positional: readonly string[]
  /** The last value of an option; undefined where it was not given. */
  readonly text: (name: string) => string | undefined
  readonly all: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
  /** A number of any kind; throws a sentence for other texts. */
  readonly number: (name: string) => number | undefined
  /** A whole number within limits; throws a sentence for others. */
  readonly whole: (name: string, from: number, to: number) => number | undefined
}

function splitOption(word: string): readonly [name: string, value: string | undefined] {
  const equals = word.indexOf('=')
  return equals < 0 ? [word.slice(2), undefined] : [word.slice(2, equals), word.slice(equals + 1)]
}

function collect(words: readonly string[], options: readonly OptionHelp[]) {
  const positional: string[] = []
  const given = new Map<string, string[]>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('--') || word === '--') {
      if (word !== '--') positional.push(word)
      continue
    }
    const [name, inline] = splitOption(word)
    const option = options.find((candidate) => candidate.name === name)
    if (option === undefined)
      throw new CommandError(`There is no option --${name} here; --help tells which there are.`)
    if (option.value === undefined && inline !== undefined)
      throw new CommandError(`--${name} takes no value.`)
    const value = option.value === undefined ? '' : (inline ?? words[++at])
    if (value === undefined) throw new CommandError(`--${name} needs a value: ${option.value}.`)
    const values = given.get(name) ?? []
    if (values.length > 0 && option.repeated !== true) throw new CommandError(`--${name} is given twice.`)
    given.set(name, [...values, value])
  }
  return { positional, given }
}

/** Sorts the words that follow a verb. Unknown options, missing values and repetitions are told in a sentence. */
export function readWords(words: readonly string[], options: readonly OptionHelp[]): Words {
  const { positional, given } = collect(words, options)
  const text = (name: string): string | undefined => given.get(name)?.at(-1)

  function number(name: string): number | undefined {
    const value = text(name)
    if (value === undefined) return undefined
    const found = value.trim() === '' ? Number.NaN : Number(value)
    if (Number.isNaN(found))
      throw new CommandError(`--${name} is ${JSON.stringify(value)}, which is not a number.`)
    return found
  }

  function whole(name: string, from: number, to: number): number | undefined {
    const found = number(name)
    if (found === undefined || (Number.isInteger(found) && found >= from && found <= to)) return found
    throw new CommandError(`--${name} is ${text(name)}, but must be a whole number from ${from} to ${to}.`)
  }

  return {
    positional,
    text,
    all: (name) => given.get(name) ?? [],
    flag: (name) => given.has(name),
    number,
    whole,
  }
}
