import { isObject } from '#shared/experiment/plain-object'
import { findPreset, PRESETS } from '#shared/experiment/presets'
import { SEARCH_PRESETS, severalSeeds } from '#shared/search/search-presets'
import { parseSearch, SEARCH_LIMITS, type SearchSpec } from '#shared/search/search-spec'
import type { Slice } from '#shared/search/slice'
import { faultSentence, readNamedJson } from './choose-experiment'
import { CommandError } from './command-error'
import type { OptionHelp, ParsedArguments } from './parsed-arguments'

/** Options by which a search is chosen; one that goes on keeps what it has. */
export const SEARCH_OPTIONS: readonly OptionHelp[] = [
  {
    name: 'preset',
    value: 'ID',
    text: 'a search of the lab, or with --seeds an experiment of `lab presets`',
  },
  { name: 'iterations', value: 'N', text: 'iterations of each run in place of the given ones' },
  { name: 'seed', value: 'N', text: 'seed by which the search chooses, in place of the given one' },
  { name: 'seeds', value: 'N|LIST', text: 'seeds of each trial: so many from 1 on, or a list such as 3,5,8' },
]

const MOST_SEEDS = 100

function seedList(args: ParsedArguments): readonly number[] | undefined {
  const text = args.text('seeds')
  if (text === undefined) return undefined
  if (text.includes(','))
    return text.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  const count = args.whole('seeds', 1, MOST_SEEDS) ?? 1
  return Array.from({ length: count }, (_, index) => index + 1)
}

function presetSpec(id: string, seeds: readonly number[] | undefined): SearchSpec {
  const search = SEARCH_PRESETS.find((preset) => preset.id === id)
  if (search !== undefined) return search.spec
  const preset = findPreset(id)
  if (preset !== undefined && seeds !== undefined) return severalSeeds(preset.experiment, seeds, preset.title)
  const known = SEARCH_PRESETS.map((candidate) => candidate.id).join(', ')
  const experiments = PRESETS.map((candidate) => candidate.id).join(', ')
  throw new CommandError(
    `There is no search ${JSON.stringify(id)}; there are ${known}, and with --seeds the experiments ${experiments}.`,
  )
}

/** The given values in place of those of a source, where it is what it should be. */
function withMembers(source: unknown, members: Readonly<Record<string, unknown>>): unknown {
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  return isObject(source) ? { ...source, ...given } : source
}

function withChanges(source: unknown, args: ParsedArguments): unknown {
  if (!isObject(source)) return source
  const { base, sampler } = source
  const iterations = args.number('iterations')
  const plan = isObject(base) ? withMembers(base['plan'], { iterations }) : undefined
  return withMembers(source, {
    base: withMembers(base, { plan }),
    sampler: withMembers(sampler, { seed: args.number('seed') }),
    trials: args.number('trials'),
    seeds: seedList(args),
  })
}

/** The search that the arguments ask for, checked before anything is started. */
export async function chooseSearch(args: ParsedArguments): Promise<SearchSpec> {
  const [file, ...others] = args.positional
  const preset = args.text('preset')
  if (others.length > 0) throw new CommandError('lab search takes one file.')
  if ((preset === undefined) === (file === undefined))
    throw new CommandError('Say what to search with either a file or --preset ID, or go on with --resume ID.')
  const source = file === undefined ? presetSpec(preset ?? '', seedList(args)) : await readNamedJson(file)
  const parsed = parseSearch(withChanges(source, args))
  if (parsed.ok) return parsed.spec
  const where = file ?? `the preset ${preset} like this`
  throw new CommandError(`Cannot use ${where}: ${faultSentence(parsed.problems)}`)
}

/** The part of the search that this computer takes; null for all of it. */
export function chosenSlice(args: ParsedArguments): Slice | null {
  const text = args.text('slice')
  if (text === undefined) return null
  const [, part, parts] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  const slice = { part: Number(part), parts: Number(parts) }
  if (slice.part >= 1 && slice.part <= slice.parts) return slice
  throw new CommandError(`--slice is ${JSON.stringify(text)}, but must be a part of all, such as 2/3.`)
}

/** The one trial to train, counted from 0; null for all. */
export function chosenTrial(args: ParsedArguments): number | null {
  const number = args.whole('trial', 1, SEARCH_LIMITS.trials)
  if (number === undefined) return null
  if (args.text('resume') === undefined)
    throw new CommandError('--trial is of a search that is there: name it with --resume ID.')
  const alien = ['slice', 'trials', 'executor'].find((name) => args.flag(name))
  if (alien !== undefined)
    throw new CommandError(`--trial trains one trial, so --${alien} cannot be given with it.`)
  return number - 1
}
