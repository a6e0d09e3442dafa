import type { ElectronApplication } from '@playwright/test'
import type { Experiment } from '#shared/experiment/experiment'
import type { Job } from '#shared/ipc'
import type { RunRecord } from '#shared/records/run-record'
import { expect } from '../lab-window'
import { ask, tryToAsk } from './asked-app'

const isOver = (jobs: readonly Job[]): boolean => jobs.every(({ state }) => state === 'waiting')

async function untilDone(app: ElectronApplication, what: string): Promise<void> {
  await expect.poll(async () => (await ask(app, 'training:jobs')).length, what).toBe(0)
}

/** Lets everything end that trains, and what was offered after it. */
export async function untilQueueIsEmpty(app: ElectronApplication, what: string): Promise<void> {
  await expect.poll(async () => isOver(await ask(app, 'training:jobs')), what).toBe(true)
  if ((await ask(app, 'training:jobs')).length > 0) await ask(app, 'training:start-waiting')
  await untilDone(app, what)
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
export async function completed(app: ElectronApplication, id: string, what: string): Promise<RunRecord> {
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
