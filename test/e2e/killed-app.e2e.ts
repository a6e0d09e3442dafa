import { setTimeout as wait } from 'node:timers/promises'
import type { ElectronApplication } from '@playwright/test'
import type { Experiment } from '#shared/experiment/experiment'
import { finalNetwork } from '#shared/experiment/presets'
import type { Job, Requests } from '#shared/ipc'
import type { RunRecord } from '#shared/records/run-record'
import { expect, type LabWindow, launchLab, test } from '../helpers/lab-window'
import { PATIENCE } from '../helpers/patience'
import { roundSeed } from '../helpers/round-seed'
import { seededRandom } from '../src-main/sharing/helpers/random'

// A few rounds where all tests run; KILL_ROUNDS=100 by hand.
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 5)
/** Milliseconds from the start of a training within which something is killed: loading, training, saving and evaluating lie in them. */
const MOMENTS = 2_500
const VICTIMS = ['trainer', 'evaluator', 'window', 'gpu', 'main'] as const
type Victim = (typeof VICTIMS)[number]

test.setTimeout(PATIENCE + ROUNDS * 60_000)

interface Answer<T> {
  readonly value?: T
  /** The sentence with which main refuses. */
  readonly refusal?: string
}

/** Asks main through the window's bridge, whichever process draws the window by now; tried again while the page is loaded anew. */
async function tryToAsk<C extends keyof Requests>(
  app: ElectronApplication,
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<Answer<ReturnType<Requests[C]>>> {
  const request = `window.lab.requests[${JSON.stringify(channel)}](...${JSON.stringify(values)})`
  const code = `${request}.then((value) => ({ value }), (error) => ({ refusal: error.message }))`
  let answer: unknown
  await expect(async () => {
    answer = await app.evaluate(({ BrowserWindow }, text) => {
      const frame = BrowserWindow.getAllWindows()[0]?.webContents.mainFrame
      const late = new Promise((_, reject) => setTimeout(() => reject(new Error('No answer.')), 10_000))
      return Promise.race([frame?.executeJavaScript(text) as Promise<unknown>, late])
    }, code)
  }).toPass({ timeout: PATIENCE })
  return answer as Answer<ReturnType<Requests[C]>>
}

async function ask<C extends keyof Requests>(
  app: ElectronApplication,
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<ReturnType<Requests[C]>> {
  const { value, refusal } = await tryToAsk(app, channel, ...values)
  if (refusal !== undefined) throw new Error(`${channel}: ${refusal}`)
  return value as ReturnType<Requests[C]>
}

function processOf(app: ElectronApplication, victim: Victim): Promise<number | undefined> {
  return app.evaluate(({ app: electron, BrowserWindow }, name) => {
    if (name === 'main') return process.pid
    if (name === 'window') return BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
    const metrics = electron.getAppMetrics()
    if (name === 'gpu') return metrics.find(({ type }) => type === 'GPU')?.pid
    return metrics.find((metric) => metric.name === `The ${name}`)?.pid
  }, victim)
}

async function kill(app: ElectronApplication, victim: Victim): Promise<boolean> {
  const pid = await processOf(app, victim)
  if (pid === undefined || pid === 0) return false
  const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()))
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
    return false
  }
  if (victim === 'main') await ended
  return true
}

const isOver = (jobs: readonly Job[]): boolean => jobs.every(({ state }) => state === 'waiting')

async function untilDone(app: ElectronApplication, what: string): Promise<void> {
  await expect.poll(async () => (await ask(app, 'training:jobs')).length, what).toBe(0)
}

/** Trains settings once more: nothing of them was kept, because nothing had been trained. */
async function trainedAgain(
  app: ElectronApplication,
  experiment: Experiment,
  what: string,
): Promise<RunRecord> {
  const id = await ask(app, 'training:start', experiment, null)
  await untilDone(app, what)
  return ask(app, 'runs:record', id)
}

/** The record of a run that has come to its end, from its checkpoint where it has one. */
async function completed(app: ElectronApplication, id: string, what: string): Promise<RunRecord> {
  const { value: record } = await tryToAsk(app, 'runs:record', id)
  if (record === undefined) {
    // It was killed before its first step: its end is told, with all that it takes to start it again.
    const end = (await ask(app, 'training:ends')).find((one) => one.id === id)
    expect(end?.outcome, what).toMatch(/crashed|failed/)
    if (end === undefined) throw new Error(what)
    return trainedAgain(app, end.experiment, what)
  }
  if (record.stopReason === 'completed') return record
  expect(record.stopReason, what).toBe('interrupted')
  const { refusal } = await tryToAsk(app, 'training:continue', id)
  if (refusal !== undefined) {
    expect(refusal, what).toMatch(/checkpoint/)
    return trainedAgain(app, record.experiment, what)
  }
  await untilDone(app, what)
  return ask(app, 'runs:record', id)
}

test('whatever process is killed whenever, no result is lost and the lab goes on', async () => {
  const seed = process.env['KILL_ROUNDS'] === undefined ? 1 : roundSeed('Kills of the app')
  const random = seededRandom(seed)
  let lab: LabWindow = await launchLab()
  const { userDataDir } = lab
  const recorded = new Map<string, RunRecord>()
  const killed: string[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const what = `seed ${seed}, round ${round}: ${killed.join(', ')}`
    const { app } = lab
    const plan = { ...finalNetwork.plan, iterations: 150, seed: round + 1 }
    const id = await ask(app, 'training:start', { ...finalNetwork, plan }, null)
    void ask(app, 'data:image', 'test', round).catch(() => undefined)
    // The moment is what is tried here.
    await wait(random() * MOMENTS)
    const victim = VICTIMS[round % VICTIMS.length] ?? 'main'
    if (await kill(app, victim)) killed.push(victim)
    if (victim === 'main') lab = await launchLab({ userDataDir })

    // Its end, or the offer to go on with it.
    await expect.poll(async () => isOver(await ask(lab.app, 'training:jobs')), what).toBe(true)
    if ((await ask(lab.app, 'training:jobs')).length > 0) await ask(lab.app, 'training:start-waiting')
    await untilDone(lab.app, what)
    const ended = await completed(lab.app, id, what)
    expect(ended, what).toMatchObject({ stopReason: 'completed', iterations: 150 })
    recorded.set(ended.id, ended)
    for (const [known, before] of recorded)
      expect(await ask(lab.app, 'runs:record', known), what).toEqual(before)
    expect(await ask(lab.app, 'app:diagnostics'), what).toContain(` runs, 0 files with problems`)
    expect(await ask(lab.app, 'data:image', 'test', round), what).toMatchObject({ index: round })
  }
  await lab.app.close()
})
