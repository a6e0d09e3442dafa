import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { buildLab, type RunningLab, startLab, writeSmallData } from '../../helpers/lab-command'
import { labIn } from '../../helpers/lab-in-process'
import { type SearchAnswer, smallSearch } from '../../helpers/small-search'

const TRIALS = 6
const BEST = /^Best-\d+\(val acc:[\d.]+\) \| learning rate: [\d.e-]+, hidden: \[[35](,[35])?\]$/

let folder: string
let spec: string
let whole: Outcome

interface Outcome {
  readonly lines: readonly string[]
  readonly answer: SearchAnswer
  readonly runs: readonly RunRecord[]
  /** Weights of every trial in its order: the same bytes, whoever trained them and when. */
  readonly weights: readonly (string | null)[]
}

async function outcomeOf(library: string, lines: readonly string[]): Promise<Outcome> {
  const answer = JSON.parse(lines.at(-1) ?? '') as SearchAnswer
  const listed = await labIn(library)('runs', '--trials', '--json')
  const runs = JSON.parse(listed.lines.at(-1) ?? '') as readonly RunRecord[]
  const weights = answer.trials.map(({ runId }) => runs.find(({ id }) => id === runId)?.weightsSha256 ?? null)
  return { lines: lines.slice(0, -1), answer, runs, weights }
}

/** The whole search, or what is left of it, inside of this test. */
async function search(library: string, ...words: readonly string[]): Promise<Outcome> {
  const { code, lines, notes } = await labIn(library, places())(
    'search',
    ...words,
    '--threads',
    '1',
    '--json',
  )
  if (code !== 0) throw new Error(notes.join('\n'))
  return outcomeOf(library, lines)
}

function started(library: string, file = spec): RunningLab {
  return startLab('search', file, '--data', folder, '--library', library, '--threads', '1', '--json')
}

const places = () => ({ data: folder, programs: resolve('out/main') })
const libraryIn = (name: string): string => join(folder, name)

beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'lab-search-'))
  await writeSmallData(folder)
  spec = join(folder, 'spec.json')
  await writeFile(spec, JSON.stringify(smallSearch(TRIALS)))
  whole = await search(libraryIn('whole'), spec)
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

describe('lab search', () => {
  it('records every trial as a run of its own and lists the best first, in the form of the reference project', () => {
    const [title, ...best] = whole.lines
    expect(title).toBe('===== Hyper-Parameter Optimization Result =====')
    expect(best).toHaveLength(TRIALS)
    for (const line of best) expect(line).toMatch(BEST)
    const { trials, best: order, id } = whole.answer
    expect(order.map((index) => trials[index]?.validationAccuracy)).toEqual(
      trials.map(({ validationAccuracy }) => validationAccuracy ?? 0).sort((left, right) => right - left),
    )
    expect(whole.runs).toHaveLength(TRIALS)
    for (const { index, runId } of trials)
      expect(whole.runs.find((run) => run.id === runId)?.parent).toBe(`search:${id}/${index}`)
  })

  it('trains each trial as lab train does, to the last bit', async () => {
    const library = libraryIn('alone')
    const design = join(folder, 'trial.json')
    const last = whole.runs.find(({ id }) => id === whole.answer.trials[TRIALS - 1]?.runId)
    await writeFile(design, JSON.stringify(last?.experiment))
    const { lines } = await labIn(library, places())('train', '--design', design, '--threads', '1', '--json')
    expect((JSON.parse(lines[0] ?? '') as RunRecord).weightsSha256).toBe(last?.weightsSha256)
  })

  it('gives the same list two at a time, and in three slices that come together in one library', async () => {
    const two = await search(libraryIn('two'), spec, '--parallel', '2')
    expect(two.lines).toEqual(whole.lines)
    expect(two.weights).toEqual(whole.weights)
    const parts = libraryIn('parts')
    await search(parts, spec, '--slice', '1/3')
    const second = await search(parts, spec, '--slice', '3/3')
    expect(second.answer.trials.filter(({ state }) => state === 'open')).toHaveLength(TRIALS / 3)
    const third = await search(parts, spec, '--slice', '2/3')
    expect(third.lines).toEqual(whole.lines)
    expect(third.weights).toEqual(whole.weights)
  })

  it.skipIf(availableParallelism() >= 64)(
    'says where more threads are asked for than there are processors, and comes to the same list',
    async () => {
      const lab = labIn(libraryIn('many-threads'), places())
      const { code, lines, notes } = await lab('search', spec, '--threads', '64', '--parallel', '1', '--json')
      expect(code).toBe(0)
      expect(notes.filter((note) => note.startsWith('64 threads were asked for, but '))).toHaveLength(1)
      expect(lines.slice(0, -1)).toEqual(whole.lines)
    },
  )

  it('trains one trial alone, as a job of a cluster does; in any order all come to the same list', async () => {
    const library = libraryIn('jobs')
    await search(library, spec, '--slice', '1/2')
    const { id } = whole.answer
    for (const trial of [6, 2]) {
      const { answer, lines } = await search(library, '--resume', id, '--trial', String(trial))
      expect(answer.trials.map(({ index }) => index)).toEqual([trial - 1])
      expect(lines).toHaveLength(2)
    }
    const together = await search(library, spec)
    expect(together.lines).toEqual(whole.lines)
    expect(together.weights).toEqual(whole.weights)
    expect(together.runs).toHaveLength(TRIALS)
    await expect(search(library, '--resume', id, '--trial', '7')).rejects.toThrow(
      / has no trial 7, or none yet\.$/,
    )
  })

  it('trains nothing that is recorded: the same spec again is the same search, and more trials only add to it', async () => {
    const library = libraryIn('again')
    await search(library, spec, '--trials', '2')
    const more = await search(library, '--resume', whole.answer.id.slice(0, 6), '--trials', String(TRIALS))
    expect(more.lines).toEqual(whole.lines)
    const again = await search(library, spec)
    expect(again.runs.map(({ id }) => id)).toEqual(more.runs.map(({ id }) => id))
    expect(again.runs).toHaveLength(TRIALS)
  })

  it('passes on whole in a run file, and goes on elsewhere without training anything', async () => {
    const [file, library] = [join(folder, 'search.onn'), libraryIn('taken')]
    const { code } = await labIn(libraryIn('whole'), places())(
      'export',
      '--search',
      whole.answer.id,
      '--out',
      file,
    )
    expect(code).toBe(0)
    const { lines } = await labIn(library, places())('open', file, '--yes')
    expect(lines.at(-1)).toMatch(new RegExp(`^Taken: ${TRIALS} runs and 1 searches; 0 `))
    const there = await search(library, '--resume', whole.answer.id)
    expect(there.lines).toEqual(whole.lines)
    expect(there.runs.map(({ id }) => id).toSorted()).toEqual(whole.runs.map(({ id }) => id).toSorted())
  })

  it('killed twice with SIGKILL goes on where it was, and no trial is lost or trained twice', async () => {
    const library = libraryIn('killed')
    const long = join(folder, 'long.json')
    await writeFile(long, JSON.stringify(smallSearch(TRIALS, 1000)))
    for (const text of ['Trial 1 of', 'Trial 4 of']) {
      const running = started(library, long)
      await running.noted(text)
      running.kill('SIGKILL')
      await running.answer
    }
    const resumed = await search(library, long)
    const unbroken = await search(libraryIn('unbroken'), long)
    expect(resumed.lines).toEqual(unbroken.lines)
    expect(resumed.weights).toEqual(unbroken.weights)
    expect(resumed.runs).toHaveLength(TRIALS)
  })

  it('interrupted by Ctrl-C keeps what it has, says how to go on, and comes to the same list', async () => {
    const library = libraryIn('interrupted')
    const long = join(folder, 'long.json')
    await writeFile(long, JSON.stringify(smallSearch(TRIALS, 1000)))
    const running = started(library, long)
    await running.noted('Trial 2 of')
    running.kill('SIGINT')
    const { code, out, notes } = await running.answer
    expect(code).toBe(0)
    const stopped = await outcomeOf(library, out.trimEnd().split('\n'))
    expect(notes).toContain(`\`lab search --resume ${stopped.answer.id}\` goes on.`)
    const done = stopped.answer.trials.filter(({ state }) => state === 'done').length
    expect(done).toBeGreaterThanOrEqual(2)
    const resumed = await search(library, '--resume', stopped.answer.id)
    const unbroken = await search(libraryIn('unbroken'), long)
    expect(resumed.lines).toEqual(unbroken.lines)
    expect(resumed.weights).toEqual(unbroken.weights)
  })

  it('with several seeds ranks by their mean', async () => {
    const file = join(folder, 'seeds.json')
    await writeFile(file, JSON.stringify({ ...smallSearch(1), space: {} }))
    const { lines, answer, runs } = await search(libraryIn('seeds'), file, '--seeds', '3')
    expect(runs.map(({ experiment }) => experiment.plan.seed).sort()).toEqual([1, 2, 3])
    const sum = runs.reduce((total, { validationAccuracy }) => total + (validationAccuracy ?? 0), 0)
    expect(answer.trials[0]?.validationAccuracy).toBeCloseTo(sum / 3, 12)
    expect(lines.at(-1)).toMatch(/\| seeds: 1, 2, 3$/)
  })

  it('skips settings that do not go together with a sentence, and every other trial keeps its number', async () => {
    const file = join(folder, 'skips.json')
    const space = {
      'plan.earlyStopping': { kind: 'choices', values: [0, 5] },
      'plan.validationShare': { kind: 'choices', values: [0, 0.2] },
    }
    await writeFile(file, JSON.stringify({ ...smallSearch(TRIALS), space }))
    const { code, lines, notes } = await labIn(libraryIn('skips'), {
      data: folder,
      programs: resolve('out/main'),
    })('search', file, '--threads', '1', '--json')
    expect(code).toBe(0)
    const { trials } = JSON.parse(lines.at(-1) ?? '') as SearchAnswer
    const skipped = trials.filter(({ state }) => state === 'skipped')
    expect(skipped.length).toBeGreaterThan(0)
    for (const { settings, index } of trials)
      expect(skipped.some((trial) => trial.index === index)).toBe(
        settings['plan.earlyStopping'] === 5 && settings['plan.validationShare'] === 0,
      )
    expect(notes.join('\n')).toContain('was skipped: plan.earlyStopping needs a validation share')
  })

  it('with a sampler that learns keeps the order of what was known, and so goes on to the same list', async () => {
    const trials = 14
    const file = join(folder, 'learns.json')
    await writeFile(file, JSON.stringify({ ...smallSearch(trials, 5), sampler: { kind: 'tpe', seed: 2 } }))
    const unbroken = await search(libraryIn('learns'), file)
    const library = libraryIn('learns-in-parts')
    const { answer } = await search(library, file, '--trials', '12')
    const resumed = await search(library, '--resume', answer.id, '--trials', String(trials))
    expect(resumed.lines).toEqual(unbroken.lines)
    expect(resumed.weights).toEqual(unbroken.weights)
    const sliced = await labIn(library, places())('search', file, '--slice', '1/2')
    expect(sliced.notes.at(-1)).toMatch(/needs all of them: it has no slices\.$/)
    const path = join(library, 'searches', answer.id, 'order.jsonl')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"trial":3,"value":', '"trial":4,"value":'))
    const damaged = await labIn(library, places())('search', file)
    expect(damaged.notes.at(-1)).toBe(
      `Search ${answer.id} cannot go on (${path}): It was changed since it was written.`,
    )
  })

  it('folds trials in the list of runs, and unfolds them when asked', async () => {
    const folded = await labIn(libraryIn('whole'))('runs')
    expect(folded.notes.join('\n')).toContain(`${TRIALS} trials of searches are not shown`)
    const all = await labIn(libraryIn('whole'))('runs', '--trials')
    expect(all.lines).toHaveLength(TRIALS + 1)
  })

  it('lists the searches of a library and names a damaged one', async () => {
    const library = libraryIn('whole')
    const { lines } = await labIn(library)('search', '--list')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^[0-9a-f]{16} {2}.* 6 trials {2}small \(plan.learningRate, design.hidden\)$/)
    const copy = libraryIn('damaged')
    await search(copy, spec, '--slice', '6/6')
    const path = join(copy, 'searches', whole.answer.id, 'search.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"seed": 5', '"seed": 6'))
    const damaged = await labIn(copy, places())('search', spec)
    expect(damaged.code).toBe(1)
    expect(damaged.notes.at(-1)).toBe(
      `Search ${whole.answer.id} cannot be used (${path}): It was changed since it was written.`,
    )
    const listed = await labIn(copy)('search', '--list')
    expect(listed.notes).toEqual([`Passed over ${path}: It was changed since it was written.`])
  })

  it.skipIf(process.getuid?.() === 0)(
    'in a library that cannot be written to is refused before anything is trained',
    async () => {
      const library = libraryIn('locked')
      await mkdir(library, { mode: 0o500 })
      const { code, notes } = await labIn(library, places())('search', spec)
      expect(code).toBe(1)
      expect(notes.at(-1)).toMatch(/^Cannot /)
    },
  )
})

describe('lab train --unless-recorded', () => {
  it('tells of the run that is there and trains nothing', async () => {
    const library = libraryIn('unless')
    const design = join(folder, 'design.json')
    await writeFile(design, JSON.stringify((smallSearch(1) as { base: unknown }).base))
    const train = (...words: readonly string[]) =>
      labIn(library, places())('train', '--design', design, '--threads', '1', ...words)
    const first = await train('--unless-recorded', '--json')
    const second = await train('--unless-recorded', '--json')
    expect(second.lines).toEqual(first.lines)
    expect(second.notes).toContain(
      `This experiment is recorded already: run ${(JSON.parse(first.lines[0] ?? '') as RunRecord).id}.`,
    )
    await train()
    expect(JSON.parse((await labIn(library)('runs', '--json')).lines[0] ?? '')).toHaveLength(2)
  })
})
