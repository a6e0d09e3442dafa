import { parseArgs } from 'node:util'
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

/** What follows a verb on the command line, sorted. */
export interface ParsedArguments {
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

/**
 * The arguments as Node reads them, one token an argument. Node is told to pass over what is wrong, because our sentences say what
 * to do; and that a value may begin with a dash (`--seed -1`), which its strict reading refuses.
 */
function tokensOf(args: readonly string[], options: readonly OptionHelp[]) {
  const types = options.map(
    ({ name, value }) =>
      [name, { type: value === undefined ? 'boolean' : 'string', multiple: true }] as const,
  )
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types),
    strict: false,
    tokens: true,
  })
  // `-abc` is three tokens of one argument.
  return tokens.filter(({ index }, at) => index !== tokens[at - 1]?.index)
}

function collect(args: readonly string[], options: readonly OptionHelp[]) {
  const positional: string[] = []
  const given = new Map<string, string[]>()
  for (const token of tokensOf(args, options)) {
    if (token.kind === 'option-terminator') continue
    // No option has a single dash: `-5` is a word like any other.
    if (token.kind === 'positional' || !token.rawName.startsWith('--')) {
      positional.push(args[token.index] ?? '')
      continue
    }
    const { name, value = '', inlineValue } = token
    const option = options.find((candidate) => candidate.name === name)
    if (option === undefined)
      throw new CommandError(`There is no option --${name} here; --help tells which there are.`)
    if (option.value === undefined && inlineValue === true)
      throw new CommandError(`--${name} takes no value.`)
    if (option.value !== undefined && token.value === undefined)
      throw new CommandError(`--${name} needs a value: ${option.value}.`)
    const values = given.get(name) ?? []
    if (values.length > 0 && option.repeated !== true) throw new CommandError(`--${name} is given twice.`)
    given.set(name, [...values, value])
  }
  return { positional, given }
}

/** Sorts what follows a verb. Unknown options, missing values and repetitions are told in a sentence. */
export function parseArguments(args: readonly string[], options: readonly OptionHelp[]): ParsedArguments {
  const { positional, given } = collect(args, options)
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
