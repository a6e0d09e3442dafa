import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finalNetwork } from '#shared/experiment/presets'
import type { RunRecord } from '#shared/records/run-record'
import type { SearchSpec } from '#shared/search/search-spec'
import { openFile } from '../../../src-main/sharing/core/envelope'
import { expect, type LabWindow } from '../lab-window'
import { ask, tryToAsk } from './asked-app'
import { completed, untilQueueIsEmpty } from './brought-to-end'

/** Work of the app that may be broken off. */
export interface Scene {
  /** Milliseconds in which the work lies: something is killed at one of them. */
  readonly moments: number
  /** Begins the work; answers with what brings it to its end, in this or a later start of the app, and tells which runs it left. */
  readonly begin: (lab: LabWindow, round: number) => Promise<End>
}
type End = (lab: LabWindow, what: string) => Promise<readonly RunRecord[]>

const ITERATIONS = 150
/** So few that the same ones come again, whose weights must be the same. */
const SEEDS = 3

/** Starts a training, and asks the evaluator something so that it is there. */
async function startTraining({ app }: LabWindow, round: number): Promise<string> {
  const plan = { ...finalNetwork.plan, iterations: ITERATIONS, seed: 1 + (round % SEEDS) }
  const id = await ask(app, 'training:start', { ...finalNetwork, plan }, null)
  void ask(app, 'data:image', 'test', round).catch(() => undefined)
  return id
}

function endOfTraining(id: string): End {
  return async ({ app }, what) => {
    await untilQueueIsEmpty(app, what)
    const record = await completed(app, id, what)
    expect(record, what).toMatchObject({ stopReason: 'completed', iterations: ITERATIONS })
    return [record]
  }
}

/** Loading, training, saving and evaluating lie in it. */
const training: Scene = {
  moments: 2_500,
  begin: async (lab, round) => endOfTraining(await startTraining(lab, round)),
}

/** From the last iterations on: the last evaluation, and writing curves, weights, predictions and record. */
const ending: Scene = {
  moments: 400,
  async begin(lab, round) {
    const id = await startTraining(lab, round)
    await expect
      .poll(
        async () => {
          const job = (await ask(lab.app, 'training:jobs')).find((one) => one.id === id)
          return job === undefined || job.state === 'evaluating' || job.iteration > 0.8 * ITERATIONS
        },
        { intervals: [20] },
      )
      .toBe(true)
    return endOfTraining(id)
  },
}

/** Not judged by the search's own schema, which this program cannot load: main does that. */
function searchOf(seed: number): SearchSpec {
  const base = {
    ...finalNetwork,
    design: { ...finalNetwork.design, hidden: [8] },
    plan: { ...finalNetwork.plan, iterations: 40, validationShare: 0.1 },
  }
  return {
    ...{ format: 'our-neural-network/search', version: 1, name: `kills ${seed}`, base },
    space: { 'plan.learningRate': { kind: 'logarithmic', low: 0.001, high: 0.1 } },
    ...{ sampler: { kind: 'random', seed }, trials: 6, seeds: [1], rankBy: 'validationAccuracy' },
  }
}

/** The records in a library, read without the lab. */
function recordsIn(userDataDir: string): readonly RunRecord[] {
  const folder = join(userDataDir, 'library', 'runs')
  return readdirSync(folder).flatMap((id) => {
    const names = readdirSync(join(folder, id))
    return names.includes('record.json')
      ? [JSON.parse(readFileSync(join(folder, id, 'record.json'), 'utf8')) as RunRecord]
      : []
  })
}

/** Every trial must be there in the end, and none twice. */
const search: Scene = {
  moments: 4_000,
  async begin({ app }, round) {
    const id = await ask(app, 'search:start', searchOf(round + 1))
    return async (lab, what) => {
      if ((await ask(lab.app, 'training:jobs')).length > 0) await ask(lab.app, 'training:start-waiting')
      const stateOf = async (): Promise<string> => (await ask(lab.app, 'search:results', id)).info.state
      await expect.poll(stateOf, what).not.toBe('going')
      if ((await stateOf()) === 'stopped') await ask(lab.app, 'search:go-on', id)
      await expect.poll(stateOf, what).toBe('done')
      const { trials } = await ask(lab.app, 'search:results', id)
      const records = recordsIn(lab.userDataDir).filter(
        ({ parent, stopReason }) =>
          parent?.startsWith(`search:${id}/`) === true && stopReason === 'completed',
      )
      expect(records.map(({ parent }) => parent).toSorted(), what).toEqual(
        trials.map(({ index }) => `search:${id}/${index}`).toSorted(),
      )
      return Promise.all(records.map((record) => ask(lab.app, 'runs:record', record.id)))
    }
  },
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The runs in a team's folder, read without the lab's passes; every file there must be whole. */
function runsInTeam(folder: string, what: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  )
  const opened = files.map((name) => ({ name, file: openFile(readFileSync(join(folder, name)), digest) }))
  expect(
    opened.filter(({ file }) => file.kind !== 'item' && file.kind !== 'marker'),
    what,
  ).toEqual([])
  return opened.flatMap(({ file }) =>
    file.kind === 'item' && file.item.kind === 'run' ? [file.item.id] : [],
  )
}

async function joinTeam({ app }: LabWindow, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, folder)
  const proposal = await ask(app, 'sharing:choose')
  // Another answer than this one is not waited for: the app may be killed before it comes.
  if (proposal !== null) await tryToAsk(app, 'sharing:join', proposal.token)
}

/** A folder of a team is joined, and everything is written there; in the end it must be whole, and hold every run. */
const sharing: Scene = {
  moments: 1_000,
  async begin(lab, round) {
    await ask(lab.app, 'sharing:share-weights', true)
    const folder = mkdtempSync(join(tmpdir(), 'lab-team-'))
    const id = await startTraining(lab, round)
    await untilQueueIsEmpty(lab.app, 'a run to share')
    await joinTeam(lab, folder)
    return async (again, what) => {
      const record = await completed(again.app, id, what)
      if ((await ask(again.app, 'sharing:state')).folder === null) await joinTeam(again, folder)
      await expect
        .poll(async () => {
          const { state, pending, problems } = await ask(again.app, 'sharing:sync')
          return { state, pending, problems }
        }, what)
        .toEqual({ state: 'up-to-date', pending: 0, problems: [] })
      const own = recordsIn(again.userDataDir).map((run) => run.id)
      expect(runsInTeam(folder, what).toSorted(), what).toEqual(own.toSorted())
      await ask(again.app, 'sharing:leave')
      rmSync(folder, { recursive: true, maxRetries: 10 })
      return [record]
    }
  },
}

/** With main as the first victim of five, a few rounds already kill it while it searches and shares. */
export const SCENES = { search, sharing, training, ending } as const satisfies Readonly<Record<string, Scene>>
