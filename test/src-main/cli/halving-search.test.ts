import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { buildLab, startLab, writeSmallData } from '../../helpers/lab-command'
import { labIn } from '../../helpers/lab-in-process'
import { type SearchAnswer, smallSearch } from '../../helpers/small-search'

const TRIALS = 8
const ITERATIONS = 540
const RUNGS = [60, 180]

let folder: string
let spec: string

interface Outcome {
  readonly lines: readonly string[]
  readonly answer: SearchAnswer
  readonly runs: readonly RunRecord[]
  readonly order: string
}

const libraryIn = (name: string): string => join(folder, name)

async function search(library: string, ...words: readonly string[]): Promise<Outcome> {
  const lab = labIn(library, { data: folder, programs: resolve('out/main') })
  const { code, lines, notes } = await lab('search', ...words, '--threads', '1', '--json')
  if (code !== 0) throw new Error(notes.join('\n'))
  const answer = JSON.parse(lines.at(-1) ?? '') as SearchAnswer
  const runs = JSON.parse(
    (await lab('runs', '--trials', '--json')).lines.at(-1) ?? '',
  ) as readonly RunRecord[]
  const order = await readFile(join(library, 'searches', answer.id, 'order.jsonl'), 'utf8')
  return { lines: lines.slice(0, -1), answer, runs, order }
}

const stateOf = ({ answer }: Outcome): readonly string[] => answer.trials.map(({ state }) => state)

beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'lab-halving-'))
  await writeSmallData(folder)
  spec = join(folder, 'spec.json')
  const halving = { least: RUNGS[0], reduction: 3 }
  await writeFile(spec, JSON.stringify({ ...smallSearch(TRIALS, ITERATIONS), halving }))
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

describe('lab search with successive halving', () => {
  it('stops what falls behind exactly at its rung, and ranks only what was trained to its end', async () => {
    const { answer, runs } = await search(libraryIn('whole'), spec)
    const iterationsOf = (trial: SearchAnswer['trials'][number]): number =>
      runs.find(({ id }) => id === trial.runId)?.iterations ?? 0
    const stopped = answer.trials.filter(({ state }) => state === 'stopped')
    expect(stopped.length).toBeGreaterThanOrEqual(TRIALS / 2)
    for (const trial of stopped) expect(RUNGS).toContain(iterationsOf(trial))
    const done = answer.trials.filter(
      ({ validationAccuracy, state }) => state === 'done' && validationAccuracy !== null,
    )
    expect(done.length).toBeGreaterThanOrEqual(1)
    for (const trial of done) expect(iterationsOf(trial)).toBe(ITERATIONS)
    expect(answer.best.toSorted()).toEqual(done.map(({ index }) => index).toSorted())
    expect(runs).toHaveLength(TRIALS)
  })

  it('trains what outlasts its rungs to the bytes of an unbroken run', async () => {
    const { answer, runs } = await search(libraryIn('whole'), spec)
    const best = runs.find(({ id }) => id === answer.trials[answer.best[0] ?? 0]?.runId)
    const design = join(folder, 'best.json')
    await writeFile(design, JSON.stringify(best?.experiment))
    const lab = labIn(libraryIn('alone'), { data: folder, programs: resolve('out/main') })
    await lab('train', '--design', design, '--threads', '1')
    const [alone] = JSON.parse((await lab('runs', '--json')).lines[0] ?? '') as readonly RunRecord[]
    expect(alone?.weightsSha256).toBe(best?.weightsSha256)
  })

  it('killed with SIGKILL goes on where it was, to the same list and the same order', async () => {
    const whole = await search(libraryIn('whole'), spec)
    const library = libraryIn('killed')
    for (const text of ['Trial 2 of', 'Trial 5 of']) {
      const words = ['search', spec, '--data', folder, '--library', library, '--threads', '1']
      const running = startLab(...words)
      // A process that was too fast has nothing left to be killed in.
      await Promise.race([running.noted(text), running.answer])
      running.kill('SIGKILL')
      await running.answer
    }
    const resumed = await search(library, spec)
    expect(resumed.lines).toEqual(whole.lines)
    expect(stateOf(resumed)).toEqual(stateOf(whole))
    expect(resumed.order.split('\n').filter(Boolean)).toEqual(whole.order.split('\n').filter(Boolean))
    expect(resumed.runs).toHaveLength(TRIALS)
  })

  it('has no slices, because each trial is compared with the others', async () => {
    const lab = labIn(libraryIn('slices'), { data: folder, programs: resolve('out/main') })
    const { code, notes } = await lab('search', spec, '--slice', '1/2')
    expect(code).not.toBe(0)
    expect(notes.join(' ')).toContain('it has no slices')
  })
})
