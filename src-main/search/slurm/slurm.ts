import type { RunProgram } from './run-program'
import { indexList } from './trial-jobs'

/** A task of a job array, as Slurm tells it. */
export interface SlurmJob {
  /** Id of the array. */
  readonly array: string
  readonly index: number
  readonly name: string
  /** Slurm's word: PENDING, RUNNING, TIMEOUT ... */
  readonly state: string
  /** Why it waits; `None` where it does not. */
  readonly reason: string
}

/** Slurm through its own commands. Every answer may be a rejection with what the command said. */
export interface Slurm {
  /** The user's jobs with one of these names, those that have ended lately too. */
  jobs(names: readonly string[]): Promise<readonly SlurmJob[]>
  /** Submits a script; resolves with the id of the job. */
  submit(options: readonly string[], script: string): Promise<string>
  cancel(jobs: readonly SlurmJob[]): Promise<void>
  /** How a job ended that is not in the queue any more; null where nobody keeps account. */
  endOf(job: Pick<SlurmJob, 'array' | 'index'>): Promise<string | null>
}

/** States in which a job is still to train, or trains. */
const GOING = new Set([
  ...['PENDING', 'CONFIGURING', 'RUNNING', 'COMPLETING', 'SUSPENDED', 'STOPPED', 'SIGNALING', 'STAGE_OUT'],
  ...['REQUEUED', 'REQUEUE_FED', 'REQUEUE_HOLD', 'SPECIAL_EXIT', 'RESIZING', 'RESV_DEL_HOLD'],
])

export function isGoing({ state }: Pick<SlurmJob, 'state'>): boolean {
  return GOING.has(state)
}

/** Reasons with which a job waits although nothing is wrong. */
const USUAL = new Set([
  ...['None', 'Priority', 'Resources', 'JobArrayTaskLimit', 'BeginTime', 'Dependency', 'Cleaning', 'Prolog'],
  'JobHeldUser',
])

/** Why a job waits, where somebody may have to do something about it; null elsewhere. */
export function holdReason({ state, reason }: SlurmJob): string | null {
  return state === 'RUNNING' || !isGoing({ state }) || USUAL.has(reason) ? null : reason
}

function parseJob(line: string): readonly SlurmJob[] {
  const [array = '', index = '', state = '', reason = '', name = ''] = line.trim().split('|')
  return /^\d+$/.test(index) ? [{ array, index: Number(index), state, reason, name }] : []
}

export function openSlurm(run: RunProgram): Slurm {
  return {
    jobs: async (names) => {
      const format = '--format=%F|%K|%T|%r|%j'
      const words = ['squeue', '--me', '--noheader', '--array', '--states=all', `--name=${names.join(',')}`]
      return (await run([...words, format])).split('\n').flatMap(parseJob)
    },
    submit: async (options, script) => {
      // "1234", or "1234;cluster" where there are several.
      const [id = ''] = (await run(['sbatch', '--parsable', ...options], script)).trim().split(';')
      return id
    },
    cancel: async (jobs) => {
      const arrays = [...new Set(jobs.map(({ array }) => array))]
      const indices = (id: string) => jobs.filter(({ array }) => array === id).map(({ index }) => index)
      if (jobs.length > 0) await run(['scancel', ...arrays.map((id) => `${id}_[${indexList(indices(id))}]`)])
    },
    endOf: async ({ array, index }) => {
      const words = ['sacct', '--noheader', '--parsable2', '--allocations', '--format=State']
      const text = await run([...words, `--jobs=${array}_${index}`]).catch(() => '')
      // "CANCELLED by 1000": the word alone.
      return text.trim().split(/\s/)[0] || null
    },
  }
}
