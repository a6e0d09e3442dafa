import { shellWords } from '#shared/search/shell-words'
import { indexList, indexOfTrial, type TrialArray } from './trial-jobs'

/** What every job of a search is submitted with. */
export interface JobPlan {
  /** Folder of the jobs' logs. */
  readonly folder: string
  /** The command that trains one trial; its number, counted from 1, follows. */
  readonly command: readonly string[]
  readonly threads: number
  /** Jobs at once; null for as many as Slurm gives. */
  readonly parallel: number | null
  /** Further options of sbatch: partition, limits, account ... */
  readonly options: readonly string[]
}

/** The log of a job; `index` may be Slurm's own `%a`. */
function logPath({ folder }: JobPlan, { offset }: TrialArray, index: string): string {
  return `${folder}/${offset}+${index}.log`
}

export function logOfTrial(plan: JobPlan, array: TrialArray, trial: number): string {
  return logPath(plan, array, String(indexOfTrial(trial)))
}

/** What a task of the array runs; the same for all of them. The shell steps aside, so that Slurm's signals reach the lab. */
export function trialScript({ command }: JobPlan, { offset }: TrialArray): string {
  return `#!/bin/sh\nexec ${shellWords(command)} "$((${offset} + SLURM_ARRAY_TASK_ID))"\n`
}

/** The options of sbatch for some trials of an array. */
export function trialOptions(plan: JobPlan, array: TrialArray, trials: readonly number[]): readonly string[] {
  const limit = plan.parallel === null ? '' : `%${plan.parallel}`
  // In names of files Slurm reads % as the beginning of a number of its own.
  const log = logPath({ ...plan, folder: plan.folder.replaceAll('%', '%%') }, array, '%a')
  return [
    `--job-name=${array.name}`,
    `--array=${indexList(trials.map(indexOfTrial))}${limit}`,
    // A trial whose node dies waits for another one, and its log goes on.
    '--requeue',
    '--open-mode=append',
    `--output=${log}`,
    `--chdir=${plan.folder}`,
    '--ntasks=1',
    `--cpus-per-task=${plan.threads}`,
    ...plan.options,
  ]
}
