import { join, resolve } from 'node:path'
import { learns } from '#shared/search/sampler-spec'
import { isOrdered } from '#shared/search/search-spec'
import type { TrainingEvent } from '#shared/training/training-events'
import { systemEnvironment } from '../base/system-environment'
import type { Library } from '../library/library'
import type { Executor, SearchTask } from '../search/executor'
import { createLocalExecutor } from '../search/local-executor'
import { runOnHost, runProgram } from '../search/slurm/run-program'
import { openSlurm } from '../search/slurm/slurm'
import { createSlurmExecutor } from '../search/slurm/slurm-executor'
import type { TrialBook } from '../search/trial-book'
import { threadCount } from '../trainer/training-session'
import type { SearchToRun } from './search-to-run'
import type { SlurmChoices } from './slurm-options'
import { trainedThreads } from './trained-threads'
import type { CommandContext } from './verb'

interface Surroundings {
  readonly library: Library
  readonly book: TrialBook
  /** Folder of the search. */
  readonly folder: string
  readonly context: CommandContext
  readonly onEvent: (task: SearchTask, event: TrainingEvent) => void
}

/** More at once need more memory than they gain time. */
const MOST_AT_ONCE = 8

/**
 * Trials at once where nobody said: one for each thread, because trials need not wait for each other as threads of one trial do (docs/results.md).
 * One after the other where the order counts, and where there are too few for all threads.
 */
function usualParallel({ search: { spec }, trial }: SearchToRun, wanted: number): number {
  const threads = threadCount(wanted)
  const runs = (trial === null ? spec.trials : 1) * spec.seeds.length
  return isOrdered(spec) || runs < threads ? 1 : Math.min(threads, MOST_AT_ONCE)
}

/** This computer. */
function localExecutor(run: SearchToRun, { library, context, onEvent }: Surroundings): Executor {
  const { on, choices, author } = run
  const threads = trainedThreads(choices.threads, context.output)
  const parallel = run.parallel ?? usualParallel(run, threads)
  return createLocalExecutor({
    library,
    ...{ data: on.data, dataset: on.dataset, author, parallel },
    threads: parallel > 1 ? 1 : threads,
    engine: choices.engine,
    threadEntry: join(context.programs, 'training-thread.js'),
    onNote: context.output.note,
    onEvent,
  })
}

/** The command with which a job of a cluster trains one trial; its number follows. */
function trialCommand(
  { search, choices, author, dataFolder }: SearchToRun,
  threads: number,
  { library, context }: Surroundings,
): readonly string[] {
  const given = [
    ...(dataFolder === null ? [] : ['--data', resolve(dataFolder)]),
    ...(choices.engine === undefined ? [] : ['--engine', choices.engine]),
    ...(author === '' ? [] : ['--name', author]),
  ]
  const which = ['search', '--resume', search.id, '--library', library.directory]
  return [...context.invocation.words, ...which, '--threads', String(threads), ...given, '--trial']
}

/** A cluster, through Slurm. A sampler that learns asks for few trials at a time, all others for every one at once. */
function slurmExecutor(run: SearchToRun, slurm: SlurmChoices, surroundings: Surroundings): Executor {
  const { search, parallel, choices } = run
  const { library, book, folder, context } = surroundings
  const { id, spec } = search
  const threads = Math.max(1, choices.threads)

  async function lookAgain(): Promise<void> {
    // A disk that is away for a moment is looked at again.
    for (const found of await library.list().catch(() => [])) book.take(found)
  }

  return createSlurmExecutor({
    // The same search in another library of the same user has jobs of its own.
    search: `${id}-${library.device}`,
    trials: spec.trials,
    room: learns(spec.sampler) ? (parallel ?? 1) * spec.seeds.length : Number.POSITIVE_INFINITY,
    slurm: openSlurm(slurm.host === null ? runProgram : runOnHost(slurm.host)),
    plan: {
      folder: join(folder, 'jobs'),
      command: trialCommand(run, threads, surroundings),
      threads,
      parallel: parallel ?? null,
      options: slurm.options,
    },
    endedRun: book.endedRun,
    lookAgain,
    onNote: context.output.note,
    timers: systemEnvironment.timers,
  })
}

/** Who trains the trials of a search. */
export function executorFor(run: SearchToRun, surroundings: Surroundings): Executor {
  const { slurm } = run
  return slurm === null ? localExecutor(run, surroundings) : slurmExecutor(run, slurm, surroundings)
}
