import type { EngineName } from '#shared/kernels/kernels'
import { CommandError } from './command-error'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'
import { DATA_OPTION } from './run-data'

const MOST_THREADS = 64
const ENGINES: readonly EngineName[] = ['native', 'wasm', 'reference']

/** Options of every verb that trains. */
export const TRAINING_OPTIONS: readonly OptionHelp[] = [
  {
    name: 'threads',
    value: 'N',
    text: 'training threads (default: one for each physical core; at most one for each processor)',
  },
  { name: 'engine', value: 'NAME', text: `${ENGINES.join(', ')} (default: the fastest that works here)` },
  DATA_OPTION,
]

export interface TrainingChoices {
  readonly threads: number
  readonly engine: EngineName | undefined
}

/** Reads the options of a verb that trains. */
export function trainingChoices(args: ParsedArguments): TrainingChoices {
  const name = args.text('engine')
  const engine = ENGINES.find((candidate) => candidate === name)
  if (name !== undefined && engine === undefined) {
    throw new CommandError(`There is no engine ${JSON.stringify(name)}; there are ${ENGINES.join(', ')}.`)
  }
  return {
    threads: args.whole('threads', 1, MOST_THREADS) ?? 0,
    engine,
  }
}
