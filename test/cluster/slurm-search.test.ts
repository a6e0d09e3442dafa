import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import {
  type Answer,
  buildLab,
  lastJson,
  type RunningLab,
  startLab,
  writeSmallData,
} from '../helpers/lab-command'
import { labIn } from '../helpers/lab-in-process'
import { type SlurmCluster, startSlurm } from '../helpers/slurm-cluster'
import { type SearchAnswer, smallSearch } from '../helpers/small-search'

const TRIALS = 4
/** So many that a trial takes seconds. */
const ITERATIONS = 6000

let folder: string
let spec: string
let cluster: SlurmCluster
let here: Outcome

interface Outcome {
  readonly best: readonly string[]
  /** Weights of each trial by its number; one that was trained twice stands there twice. */
  readonly weights: readonly string[]
}

const libraryIn = (name: string): string => join(folder, name)

function searching(library: string, ...words: readonly string[]): RunningLab {
  const places = ['--data', folder, '--library', libraryIn(library)]
  return startLab('search', spec, ...places, '--json', '--executor', 'slurm', '--parallel', '2', ...words)
}

async function outcomeOf(library: string, lines: readonly string[]): Promise<Outcome> {
  const listed = await labIn(libraryIn(library))('runs', '--trials', '--json')
  const runs = JSON.parse(listed.lines.at(-1) ?? '') as readonly RunRecord[]
  return {
    best: lines.filter((line) => line.startsWith('Best-')),
    weights: runs.map(({ parent, weightsSha256 }) => `${parent} ${weightsSha256}`).sort(),
  }
}

const foundBy = (library: string, { out }: Answer): Promise<Outcome> => outcomeOf(library, out.split('\n'))

/** How often a job of the search began to train. */
async function startsOf(library: string, id: string): Promise<number> {
  const jobs = join(libraryIn(library), 'searches', id, 'jobs')
  const names = (await readdir(jobs)).filter((name) => name.endsWith('.log'))
  const logs = await Promise.all(names.map((name) => readFile(join(jobs, name), 'utf8')))
  return logs.join('').match(/^Search /gm)?.length ?? 0
}

/** An ssh that stays on this computer, and like a real one has a shell take the words. */
async function writeSsh(): Promise<void> {
  const bin = join(folder, 'bin')
  await mkdir(bin)
  const script = '#!/bin/sh\nfor words; do :; done\nexec /bin/sh -c "$words"\n'
  await writeFile(join(bin, 'ssh'), script, { mode: 0o755 })
  process.env['PATH'] = `${bin}:${process.env['PATH']}`
}

/** Resolves when trials are being trained. */
async function training(library: string): Promise<void> {
  const runs = join(libraryIn(library), 'runs')
  await expect.poll(() => readdir(runs), { interval: 50 }).not.toEqual([])
}

const runningJobs = (): readonly string[] =>
  cluster
    .ask('squeue', '--noheader', '--array', '--states=RUNNING', '--format=%F_%K')
    .split('\n')
    .filter((line) => line !== '')

beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'slurm-search-'))
  await writeSmallData(folder)
  spec = join(folder, 'spec.json')
  const space = { 'plan.learningRate': { kind: 'logarithmic', low: 0.001, high: 0.02 } }
  await writeFile(spec, JSON.stringify({ ...smallSearch(TRIALS, ITERATIONS), space }))
  const places = { data: folder, programs: resolve('out/main') }
  const { lines } = await labIn(libraryIn('here'), places)('search', spec, '--parallel', '2')
  here = await outcomeOf('here', lines)
  cluster = await startSlurm(folder)
  await writeSsh()
})
afterAll(async () => {
  await cluster?.end()
  await rm(folder, { recursive: true, maxRetries: 10, force: true })
})

describe('a search through Slurm', () => {
  it('whose node dies and whose controller is away in the middle comes to the list of this computer, and trains nothing twice', async () => {
    const library = 'deaths'
    const running = searching(library)
    await running.noted(`Slurm has ${TRIALS} trials as job `)
    await training(library)
    await cluster.killNode()
    await cluster.stopController()
    await running.noted('Slurm does not answer: ')
    cluster.startController()
    await cluster.startNode()
    const answer = await running.answer
    expect(answer).toMatchObject({ code: 0 })
    expect(answer.notes.match(/Slurm does not answer/g)).toHaveLength(1)
    expect(await foundBy(library, answer)).toEqual(here)
    expect(here.best).toHaveLength(TRIALS)
    expect(await startsOf(library, lastJson<SearchAnswer>(answer).id)).toBeGreaterThan(TRIALS)
  })

  it('killed, interrupted, or robbed of a job goes on where it was, through ssh too, and comes to the same list', async () => {
    const library = 'breaks'
    const killed = searching(library)
    await training(library)
    killed.kill('SIGKILL')
    await killed.answer
    const interrupted = searching(library)
    await interrupted.noted(' already as job ')
    interrupted.kill('SIGINT')
    const { code, notes } = await interrupted.answer
    expect(code).toBe(0)
    expect(notes).toContain('still to do')
    expect(cluster.ask('squeue', '--noheader', '--states=PENDING,RUNNING')).toBe('')

    const robbed = searching(library)
    await robbed.noted('Slurm has ')
    await expect.poll(runningJobs, { interval: 100 }).not.toEqual([])
    const [job = ''] = runningJobs()
    cluster.ask('scancel', job)
    const answer = await robbed.answer
    expect(answer.code).toBe(1)
    expect(answer.notes).toContain(
      ` is not recorded: its job ${job} ended as CANCELLED. The end of its log, `,
    )
    const whole = await searching(library, '--slurm-host', 'login.example').answer
    expect(whole).toMatchObject({ code: 0 })
    expect(await foundBy(library, whole)).toEqual(here)
  })

  it('that asks for what there is not is refused with the sentence of Slurm', async () => {
    const { code, notes } = await searching('refused', '--partition', 'no-such').answer
    expect(code).toBe(1)
    expect(notes).toContain('invalid partition specified: no-such')
  })
})
