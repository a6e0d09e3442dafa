import type { EndedRun } from '#shared/search/trial-result'
import type { SearchTask, TaskEnd } from '../executor'
import type { SlurmJob } from './slurm'

/** A trial that is with Slurm, or goes there next: one job trains it with all of its seeds. */
export interface OpenTrial {
  readonly trial: number
  readonly tasks: readonly SearchTask[]
  /** null while nobody knows of one. */
  readonly job: SlurmJob | null
  /** Whether this process has submitted the job, rather than an earlier start of the search. */
  readonly isOwn: boolean
  /** How often the job was not going on although the trial is not recorded. */
  readonly missed: number
}

/** What becomes of a task that is not recorded. */
type EndOf = (task: SearchTask) => TaskEnd

/** The trials that are with Slurm, and what has ended since somebody asked. */
export function createOpenTrials(endedRun: (identity: string) => EndedRun | null) {
  const open = new Map<number, OpenTrial>()
  let ended: TaskEnd[] = []
  let recorded = 0

  function add(trial: number, tasks: readonly SearchTask[]): void {
    const known = open.get(trial) ?? { trial, tasks: [], job: null, isOwn: false, missed: 0 }
    open.set(trial, { ...known, tasks: [...known.tasks, ...tasks] })
  }

  function change(trial: number, change: Partial<Omit<OpenTrial, 'trial' | 'tasks'>>): void {
    const known = open.get(trial)
    if (known !== undefined) open.set(trial, { ...known, ...change })
  }

  /** Ends a trial: its seeds that are recorded are, whatever became of the others. */
  function end({ trial, tasks }: OpenTrial, endOf: EndOf): void {
    open.delete(trial)
    for (const task of tasks) {
      const run = endedRun(task.identity)
      ended.push(run === null ? endOf(task) : { kind: 'recorded', task, run })
    }
  }

  return {
    add,
    change,
    end,
    all: (): readonly OpenTrial[] => [...open.values()],
    /** Trials that were recorded so far. */
    recorded: () => recorded,
    /** Ends the trials whose runs are all recorded, whoever trained them. */
    collect: (): void => {
      for (const entry of [...open.values()]) {
        if (entry.tasks.some(({ identity }) => endedRun(identity) === null)) continue
        recorded += 1
        end(entry, (task) => ({ kind: 'left', task }))
      }
    },
    /** What has ended since this was asked last. */
    takeEnded: (): readonly TaskEnd[] => {
      const found = ended
      ended = []
      return found
    },
  }
}

export type OpenTrials = ReturnType<typeof createOpenTrials>

export const left: EndOf = (task) => ({ kind: 'left', task })
export const lost: EndOf = (task) => ({ kind: 'lost', task })
export const failedWith =
  (error: unknown): EndOf =>
  (task) => ({ kind: 'failed', task, error })
