import { makeFolder } from '../../base/atomic-file'
import { logTail } from './log-tail'
import { failedWith, left, lost, type OpenTrial, type OpenTrials } from './open-trials'
import { holdReason, isGoing, type Slurm, type SlurmJob } from './slurm'
import { arrayNames, arrayOf, indexOfTrial, trialOfTask } from './trial-jobs'
import { type JobPlan, logOfTrial, trialOptions, trialScript } from './trial-script'

/** So many lost trials before the first that is recorded say that all would be lost. */
const HOPELESS = 3

export interface RoundOptions {
  /** What the names of its jobs say: which search, of which library. */
  readonly search: string
  readonly trials: number
  readonly slurm: Slurm
  readonly plan: JobPlan
  readonly open: OpenTrials
  /** Reads again what the library holds. */
  readonly lookAgain: () => Promise<void>
  /** How often a job may have completed without its run being there: a shared disk shows new files late. */
  readonly patience: number
  readonly onNote: (sentence: string) => void
}

function jobId({ array, index }: SlurmJob): string {
  return `${array}_${index}`
}

function trialCount(count: number): string {
  return count === 1 ? 'one trial' : `${count} trials`
}

/** One round of questions to Slurm after the other: what goes on, what has ended, what is to be submitted. */
export function createSlurmRounds(options: RoundOptions) {
  const { search, slurm, plan, open, onNote } = options
  const names = arrayNames(search, options.trials)
  const held = new Set<string>()
  let lostTrials = 0

  function tellHold(job: SlurmJob): void {
    const reason = holdReason(job)
    const sentence = `Slurm holds job ${job.array}: ${reason}.`
    if (reason === null || held.has(sentence)) return
    held.add(sentence)
    onNote(sentence)
  }

  /** Trials whose job goes on are seen; whose does not are left for a judgement. */
  function follow(jobs: readonly SlurmJob[]): void {
    const going = new Map(jobs.filter(isGoing).map((job) => [trialOfTask(job.name, job.index), job]))
    const adopted: string[] = []
    for (const { trial, job } of open.all()) {
      const found = going.get(trial)
      if (found === undefined) continue
      if (job === null) adopted.push(found.array)
      open.change(trial, { job: found, missed: 0 })
      tellHold(found)
    }
    if (adopted.length > 0)
      onNote(`Slurm has ${trialCount(adopted.length)} already as job ${[...new Set(adopted)].join(', ')}.`)
  }

  async function lose(entry: OpenTrial, job: SlurmJob, state: string | null): Promise<void> {
    const log = logOfTrial(plan, arrayOf(search, entry.trial), entry.trial)
    const lines = await logTail(log)
    const how = state === null ? "is gone from Slurm's queue" : `ended as ${state}`
    const where = lines.length === 0 ? `It has no log at ${log}.` : `The end of its log, ${log}:`
    onNote(`Trial ${entry.trial + 1} is not recorded: its job ${jobId(job)} ${how}. ${where}`)
    for (const line of lines) onNote(`  ${line}`)
    lostTrials += 1
    const isHopeless = open.recorded() === 0 && lostTrials === HOPELESS
    const error = new Error(`The first ${HOPELESS} trials all failed, so the others are cancelled.`)
    open.end(entry, isHopeless ? failedWith(error) : lost)
  }

  /** Judges a trial whose job does not go on, and which is not recorded. */
  async function judge(entry: OpenTrial, job: SlurmJob, found: SlurmJob | undefined): Promise<void> {
    // What became of a job of an earlier start says nothing of the next one.
    if (!entry.isOwn) return open.change(entry.trial, { job: null })
    const missed = entry.missed + 1
    open.change(entry.trial, { missed })
    const hasFailed = found !== undefined && found.state !== 'COMPLETED'
    if (missed < (hasFailed ? 2 : options.patience)) return
    await lose(entry, job, found?.state ?? (await slurm.endOf(job)))
  }

  /** Looks at the trials whose jobs do not go on; `over` decides about those that are not recorded. */
  async function takeOver(
    jobs: readonly SlurmJob[],
    over: (entry: OpenTrial, job: SlurmJob, found: SlurmJob | undefined) => Promise<void>,
  ): Promise<void> {
    const byId = new Map(jobs.map((job) => [jobId(job), job]))
    const isOver = (job: SlurmJob): boolean => !isGoing(byId.get(jobId(job)) ?? { state: '' })
    if (!open.all().some(({ job }) => job !== null && isOver(job))) return
    await options.lookAgain()
    open.collect()
    for (const entry of open.all()) {
      const { job } = entry
      if (job !== null && isOver(job)) await over(entry, job, byId.get(jobId(job)))
    }
  }

  async function submit(entries: readonly OpenTrial[], array: ReturnType<typeof arrayOf>): Promise<void> {
    const trials = entries.map(({ trial }) => trial)
    await makeFolder(plan.folder)
    const id = await slurm.submit(trialOptions(plan, array, trials), trialScript(plan, array))
    onNote(`Slurm has ${trialCount(trials.length)} as job ${id}.`)
    for (const trial of trials) {
      const job = {
        array: id,
        index: indexOfTrial(trial),
        name: array.name,
        state: 'PENDING',
        reason: 'None',
      }
      open.change(trial, { job, isOwn: true })
    }
  }

  /** A refusal counts only where Slurm answers otherwise, and has not taken the trials all the same. */
  async function submitWaiting(): Promise<void> {
    const waiting = open.all().filter(({ job }) => job === null)
    for (const name of new Set(waiting.map(({ trial }) => arrayOf(search, trial).name))) {
      const entries = waiting.filter(({ trial }) => arrayOf(search, trial).name === name)
      try {
        await submit(entries, arrayOf(search, entries[0]?.trial ?? 0))
      } catch (error) {
        follow(await slurm.jobs([name]))
        for (const entry of open.all().filter(({ job }) => job === null)) open.end(entry, failedWith(error))
      }
    }
  }

  return {
    /** Rejects where Slurm does not answer; then nothing is lost, and the next round finds what was done. */
    next: async (): Promise<void> => {
      const jobs = await slurm.jobs(names)
      follow(jobs)
      await takeOver(jobs, judge)
      await submitWaiting()
    },
    /** The same where all is to end: cancels what goes on, and submits nothing. */
    cancel: async (): Promise<void> => {
      const jobs = await slurm.jobs(names)
      follow(jobs)
      await takeOver(jobs, async (entry) => open.end(entry, left))
      for (const entry of open.all()) if (entry.job === null) open.end(entry, left)
      await slurm.cancel(open.all().flatMap(({ job }) => job ?? []))
    },
  }
}
