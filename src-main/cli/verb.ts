import type { Invocation } from './invocation'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'

/** Where a verb's sentences go. Each text is one line: what would begin another, or move the cursor, is shown as a mark. */
export interface Output {
  /** Resolves when nobody reads the results any more; left out, somebody always does. */
  readonly closed?: Promise<void>
  /** One line of the result, on stdout. */
  readonly line: (text: string) => void
  /** Something to know meanwhile, on stderr. */
  readonly note: (text: string) => void
  /** Progress on stderr: on a terminal a line that is written anew each time. */
  readonly progress: (text: string) => void
}

/** What every verb is given. */
export interface CommandContext {
  readonly output: Output
  readonly invocation: Invocation
  /** Folder of the built programs: the worker threads' file lies there. */
  readonly programs: string
  /** Folder with the four files of Fashion-MNIST that come with the lab. */
  readonly data: string
  /** The app's own library. */
  readonly library: string
}

/** One verb of `lab`: a file in verbs/ that exports one of these. */
export interface Verb {
  /** What follows the verb, such as `ID`. */
  readonly usage: string
  /** Besides --library, --json and --help, which every verb takes. */
  readonly options: readonly OptionHelp[]
  /** Further lines of `lab VERB --help`. */
  readonly notes?: readonly string[]
  /** Resolves to the exit code. */
  readonly run: (args: ParsedArguments, context: CommandContext) => Promise<number>
}

/** A verb as `lab --help` lists it. */
export interface VerbRow {
  readonly name: string
  /** One line of `lab --help`. */
  readonly summary: string
  /** Reads the verb's own program: who asks for help, or for another verb, does not wait for it. */
  readonly open: () => Promise<Verb>
}

export const COMMON_OPTIONS: readonly OptionHelp[] = [
  { name: 'library', value: 'DIR', text: "the library to use (default: the app's own)" },
  { name: 'json', text: 'prints one line of JSON at the end of stdout' },
  { name: 'help', text: 'shows the help of this verb' },
]
