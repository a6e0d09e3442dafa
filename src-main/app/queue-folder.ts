import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { isRunId, type Parsed } from '#shared/records/run-record-schema'
import { parseJson } from '#shared/records/safe-json'
import { isTemporaryName, makeFolder, writeAtomically } from '../base/atomic-file'
import { errorCode, fileError, fileFault } from '../base/file-errors'
import { LARGEST } from '../base/file-kinds'
import { isAlive, markOfThisProcess } from '../base/process-marks'
import { readWholeFile } from '../base/read-file'
import { NotTextError, utf8Text } from '../base/read-now'
import { CHANGED, type OpenedSeal, openSeal, sealed } from '../base/sealed-json'
import { systemEnvironment } from '../base/system-environment'
import { faultSentence } from './first-fault'
import type { JobOrder } from './training-job'

const JOB_FORMAT = 'our-neural-network/job'
const MOST_JOBS = 10_000

/** A job and its place in the queue: the smaller one is trained first. */
export interface QueuedJob {
  readonly order: JobOrder
  readonly place: number
}

/** What a folder of jobs held, and which files of it cannot be used. */
interface FoundJobs {
  readonly jobs: readonly QueuedJob[]
  readonly problems: readonly { readonly file: string; readonly reason: string }[]
}

/** Where the queue outlives the app. */
export interface QueueStore {
  /** The jobs of processes that are gone, in their order; from now on they are this one's. */
  load(): Promise<FoundJobs>
  put(job: QueuedJob): Promise<void>
  remove(id: string): Promise<void>
}

const schema = v.object({
  format: v.literal(JOB_FORMAT),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  id: v.pipe(v.string(), v.check(isRunId, 'Its id is not the id of a run.')),
  kind: v.picklist(['train', 'replay']),
  experiment: v.unknown(),
  data: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  parent: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  continues: v.boolean(),
  stopAfter: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  place: v.pipe(v.number(), v.finite()),
  owner: v.object({
    pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    processStart: v.nullable(v.string()),
    boot: v.nullable(v.string()),
    computer: v.optional(v.nullable(v.string())),
    heartbeat: v.string(),
  }),
})

type JobFile = v.InferOutput<typeof schema>

/** Opens the seals of a job: its owner has one of its own, because it changes with each start. */
function openJob(value: unknown): OpenedSeal {
  if (typeof value !== 'object' || value === null || !('owner' in value)) return openSeal(value)
  const { owner, ...rest } = value
  const [job, mark] = [openSeal(rest), openSeal(owner)]
  return { value: { ...(job.value as object), owner: mark.value }, intact: job.intact && mark.intact }
}

/** Reads a job from a file that anyone may have written. */
function parseJob(text: string, id: string): Parsed<QueuedJob & Pick<JobFile, 'owner'>> {
  const json = parseJson(text)
  if (!json.ok) return json
  const { value, intact } = openJob(json.value)
  const result = v.safeParse(schema, value)
  if (!result.success) {
    const [issue] = result.issues
    const field = (issue.path ?? []).map(({ key }) => String(key)).join('.')
    const fault = field === '' ? faultSentence(issue) : `${faultSentence(issue)} (field ${field})`
    return { ok: false, reason: `It is not a training that waits. ${fault}` }
  }
  const {
    version,
    experiment,
    data,
    place,
    owner,
    kind,
    parent,
    continues: resumes,
    stopAfter,
  } = result.output
  if (version > 1)
    return { ok: false, reason: `It was made by a newer version of the lab (format ${version}).` }
  if (result.output.id !== id)
    return { ok: false, reason: `It is job ${result.output.id}, under another name.` }
  const parsed = parseExperiment(experiment)
  if (!parsed.ok)
    return { ok: false, reason: parsed.problems[0]?.message ?? 'Its experiment cannot be read.' }
  if (!intact) return { ok: false, reason: CHANGED }
  const ofData = data === undefined ? {} : { data }
  const until = stopAfter === undefined ? {} : { stopAfter }
  const order: JobOrder = { id, kind, experiment: parsed.experiment, ...ofData, parent, resumes, ...until }
  return { ok: true, value: { order, place, owner } }
}

/**
 * The queue as files of a folder, one for each job, so that a kill loses none and a damaged file costs only its own.
 *
 * A file says which process trains it or lets it wait: a second process that uses the folder leaves the jobs of a living one alone.
 */
export function openQueueFolder(folder: string, now: () => number = systemEnvironment.clock): QueueStore {
  const pathOf = (id: string): string => join(folder, `${id}.json`)

  async function put({ order, place }: QueuedJob): Promise<void> {
    const { id, kind, experiment, data, parent, resumes, stopAfter } = order
    const owner = sealed(markOfThisProcess(now()))
    const ofData = data === undefined ? {} : { data }
    const job = {
      ...{ format: JOB_FORMAT, version: 1, id, kind, place, continues: resumes, parent, experiment },
      ...ofData,
      ...(stopAfter === undefined ? {} : { stopAfter }),
    }
    try {
      await makeFolder(folder)
    } catch (error) {
      throw fileError('write', pathOf(id), error)
    }
    await writeAtomically(pathOf(id), `${JSON.stringify({ ...sealed(job), owner }, null, 2)}\n`)
  }

  async function remove(id: string): Promise<void> {
    await rm(pathOf(id), { force: true }).catch((error: unknown) => {
      throw fileError('remove', pathOf(id), error)
    })
  }

  async function readOne(file: string, id: string): Promise<ReturnType<typeof parseJob>> {
    try {
      return parseJob(utf8Text(await readWholeFile(file, LARGEST.job)), id)
    } catch (error) {
      if (error instanceof NotTextError) return { ok: false, reason: error.message }
      const reason = fileFault(error)
      return { ok: false, reason: `It cannot be read: ${reason}.` }
    }
  }

  async function names(): Promise<readonly string[]> {
    try {
      return (await readdir(folder)).filter((name) => !isTemporaryName(name) && !name.startsWith('.'))
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return []
      throw fileError('read', folder, error)
    }
  }

  async function load(): Promise<FoundJobs> {
    const jobs: QueuedJob[] = []
    const problems: { readonly file: string; readonly reason: string }[] = []
    for (const name of (await names()).slice(0, MOST_JOBS)) {
      const file = join(folder, name)
      const result = await readOne(file, name.replace(/\.json$/, ''))
      if (!result.ok) problems.push({ file, reason: result.reason })
      else if (!isAlive(result.value.owner, now())) jobs.push(result.value)
    }
    const found = jobs
      .map(({ order, place }) => ({ order, place }))
      .sort((left, right) => left.place - right.place || (left.order.id < right.order.id ? -1 : 1))
    // A disk that cannot be written to only means that another process may take them, too.
    for (const job of found) await put(job).catch(() => undefined)
    return { jobs: found, problems }
  }

  return { load, put, remove }
}
