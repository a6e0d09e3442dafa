import type { EndedRun } from '#shared/search/trial-result'
import { type Timers, wait } from '../../base/environment'
import { errorMessage } from '../../base/error-message'
import type { Executor } from '../executor'
import { createOpenTrials, failedWith, left } from './open-trials'
import { createSlurmRounds, type RoundOptions } from './slurm-round'

/** How often Slurm is asked, and how often the library is looked at, in milliseconds. */
interface Pace {
  readonly askEvery: number
  readonly lookEvery: number
}

const PACE: Pace = { askEvery: 5000, lookEvery: 500 }
const PATIENCE = 12

export interface SlurmOptions extends Omit<RoundOptions, 'open' | 'patience'> {
  /** Tasks that are handed out at once: Slurm has a queue of its own. */
  readonly room: number
  /** The ended run of an identity, as far as the library is known. */
  readonly endedRun: (identity: string) => EndedRun | null
  readonly timers: Timers
  readonly pace?: Pace
  readonly patience?: number
}

/** Hands trials to Slurm as tasks of job arrays, which record into the same library, and finds there what came of them. */
export function createSlurmExecutor(options: SlurmOptions): Executor {
  const { onNote, timers, pace = PACE, patience = PATIENCE } = options
  const open = createOpenTrials(options.endedRun)
  const rounds = createSlurmRounds({ ...options, open, patience })
  let isCancelled = false
  let hasAnswered = false
  let isAway = false
  let untilQuestion = 0

  /** A controller that is away for a while costs nothing but time; one that never was there is a mistake. */
  async function ask(): Promise<void> {
    untilQuestion = isCancelled ? 2 * pace.lookEvery : pace.askEvery
    try {
      await (isCancelled ? rounds.cancel() : rounds.next())
      hasAnswered = true
      isAway = false
    } catch (error) {
      const sentence = `Slurm does not answer: ${errorMessage(error)}`
      if (!hasAnswered) for (const entry of open.all()) open.end(entry, failedWith(new Error(sentence)))
      else if (!isAway) onNote(`${sentence} (the search goes on when it does)`)
      isAway = true
    }
  }

  return {
    room: options.room,
    submit: async (tasks) => {
      for (const trial of new Set(tasks.map((task) => task.trial)))
        open.add(
          trial,
          tasks.filter((task) => task.trial === trial),
        )
      untilQuestion = 0
    },
    poll: async () => {
      for (;;) {
        open.collect()
        const ended = open.takeEnded()
        if (ended.length > 0) return ended
        if (untilQuestion <= 0) {
          await ask()
          continue
        }
        await wait(timers, pace.lookEvery)
        untilQuestion -= pace.lookEvery
      }
    },
    cancel: async (how) => {
      isCancelled = true
      untilQuestion = 0
      // What is with Slurm stays there where nobody waits for it: the search finds it again.
      if (how === 'now') for (const entry of open.all()) open.end(entry, left)
    },
  }
}
