import { dataName } from '#shared/records/data-of-run'
import { printableJson } from '../../base/printable-text'
import { type Library, openLibrary } from '../../library/library'
import { libraryPaths } from '../../library/library-paths'
import { problemLines } from '../../library/problem-lines'
import type { NewSearch, RecordedSearch } from '../../search/recorded-search'
import { openSearches, type Searches } from '../../search/searches'
import { arithmeticOf } from '../../trainer/engines'
import { madeFor } from '../choose-experiment'
import { CommandError } from '../command-error'
import { findSearch } from '../find-search'
import type { ParsedArguments } from '../parsed-arguments'
import { dataOfRun, DATASET_OPTION, dataToTrainOn, type RunData } from '../run-data'
import { chooseSearch, chosenSlice, chosenTrial, SEARCH_OPTIONS } from '../search-choice'
import { restLines, resultLines, searchJson, searchLine } from '../search-lines'
import { trainSearch } from '../search-run'
import { SLURM_OPTIONS, slurmChoices } from '../slurm-options'
import { TRAINING_OPTIONS, type TrainingChoices, trainingChoices } from '../training-options'
import type { CommandContext, Verb } from '../verb'

/** Trials at once, here and as jobs of a cluster. */
const MOST_PARALLEL = { here: 64, jobs: 1000 }
const MOST_TRIALS = 10_000

interface Wanted {
  readonly search: NewSearch
  readonly on: RunData
}

function searchesOf(args: ParsedArguments, context: CommandContext): Searches {
  return openSearches(libraryPaths(args.text('library') ?? context.library).searches)
}

/** What the arguments ask for, before the library is touched; null where they name a search that is there. */
async function wantedSearch(
  args: ParsedArguments,
  context: CommandContext,
  { engine }: TrainingChoices,
): Promise<Wanted | null> {
  if (args.text('resume') === undefined) {
    const spec = await chooseSearch(args)
    const on = await dataToTrainOn(args, context)
    const { data, dataset } = on
    const search = { spec: { ...spec, base: madeFor(spec.base, on) }, data: data.fingerprint, dataset }
    return { search: { ...search, arithmetic: arithmeticOf(engine) }, on }
  }
  const others = [...SEARCH_OPTIONS, DATASET_OPTION].filter(({ name }) => args.text(name) !== undefined)
  if (others.length === 0 && args.positional.length === 0) return null
  const word = others[0] === undefined ? JSON.stringify(args.positional[0]) : `--${others[0].name}`
  throw new CommandError(`--resume keeps the settings of the search, so ${word} cannot be given with it.`)
}

/** A search that is there, longer where more trials are asked for. */
async function resumedSearch(
  args: ParsedArguments,
  context: CommandContext,
  searches: Searches,
  { engine }: TrainingChoices,
): Promise<{ readonly search: RecordedSearch; readonly on: RunData }> {
  const known = await findSearch(searches, args.text('resume') ?? '')
  const trials = args.whole('trials', 1, MOST_TRIALS) ?? known.spec.trials
  const on = await dataOfRun(known, args, context)
  if (on.data.fingerprint !== known.data)
    throw new CommandError(
      `Search ${known.id} is on other data than the lab has here: ${dataName(known)}. Whoever has them can give you their folder; add it with: lab data add DIR`,
    )
  const arithmetic = arithmeticOf(engine)
  if (arithmetic !== known.arithmetic)
    throw new CommandError(
      `Search ${known.id} was computed with arithmetic ${known.arithmetic}; this computer computes with ${arithmetic}.`,
    )
  const search =
    trials > known.spec.trials ? await searches.open({ ...known, spec: { ...known.spec, trials } }) : known
  return { search, on }
}

async function list(args: ParsedArguments, context: CommandContext): Promise<number> {
  const { output } = context
  const { searches, problems } = await searchesOf(args, context).list()
  if (args.flag('json')) output.line(printableJson(searches))
  else if (searches.length === 0) output.line('There are no searches in the library.')
  else for (const search of searches) output.line(searchLine(search))
  for (const line of problemLines(problems, { before: 'Passed over ' })) output.note(line)
  return 0
}

async function searchIn(
  library: Library,
  args: ParsedArguments,
  context: CommandContext,
  wanted: Wanted | null,
  choices: TrainingChoices,
): Promise<number> {
  const { output } = context
  const searches = searchesOf(args, context)
  const { search, on } =
    wanted === null
      ? await resumedSearch(args, context, searches, choices)
      : { search: await searches.open(wanted.search), on: wanted.on }
  const slurm = slurmChoices(args)
  const most = slurm === null ? MOST_PARALLEL.here : MOST_PARALLEL.jobs
  const run = {
    ...{ search, on, choices, dataFolder: args.text('data') ?? null, author: args.text('name') ?? '' },
    ...{ slice: chosenSlice(args), trial: chosenTrial(args) },
    ...{ parallel: args.whole('parallel', 1, most), slurm },
  }
  output.note(`Search ${search.id}`)
  const { results, hasLost } = await trainSearch(library, searches, run, context)
  for (const line of resultLines(results)) output.line(line)
  if (run.trial === null) for (const line of restLines(search, results)) output.note(line)
  if (args.flag('json')) output.line(searchJson(search, results))
  return hasLost ? 1 : 0
}

/** Searches for the best settings, or goes on with a search. */
export const search: Verb = {
  usage: 'SPEC.json | --preset ID | --resume ID | --list',
  options: [
    ...SEARCH_OPTIONS,
    { name: 'trials', value: 'N', text: 'points to try in place of the given number' },
    DATASET_OPTION,
    { name: 'resume', value: 'ID', text: 'goes on with a search' },
    { name: 'list', text: 'lists the searches of the library' },
    {
      name: 'parallel',
      value: 'N',
      text: 'trials at once, one thread each; 1: all threads on one (default: one for each thread, up to 8); jobs at once with Slurm (default: no limit)',
    },
    { name: 'slice', value: 'K/N', text: 'only part K of N, where several computers share the trials' },
    {
      name: 'trial',
      value: 'N',
      text: 'with --resume: trial N alone, counted from 1, as a job of a cluster',
    },
    ...SLURM_OPTIONS,
    ...TRAINING_OPTIONS,
    { name: 'name', value: 'AUTHOR', text: 'your name, as the records show it' },
  ],
  notes: [
    'A trial that is recorded is not trained again, so the same command goes on where it was.',
    'Ctrl-C stops and keeps; Ctrl-C again quits at once.',
    'With Slurm, --threads are the processors of a job (default: 1), and Ctrl-C cancels the jobs; a closed terminal leaves them to Slurm, and --resume finds them.',
    'The jobs run this very program on this library: both, and Node, must lie under the same paths on every node, on a shared file system.',
    'With --json the last line on stdout is one JSON object.',
  ],
  async run(args, context) {
    if (args.flag('list')) return list(args, context)
    const choices = trainingChoices(args)
    chosenSlice(args)
    chosenTrial(args)
    slurmChoices(args)
    const wanted = await wantedSearch(args, context, choices)
    const library = await openLibrary(args.text('library') ?? context.library)
    try {
      return await searchIn(library, args, context, wanted, choices)
    } finally {
      await library.close()
    }
  },
}
