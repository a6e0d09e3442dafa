import { finalNetwork } from '#shared/experiment/presets'
import type { RunRecord } from '#shared/records/run-record'
import { ask } from '../helpers/faults/asked-app'
import { completed, untilQueueIsEmpty } from '../helpers/faults/brought-to-end'
import { DISTURBANCES, titled } from '../helpers/faults/disturbances'
import { recordedRuns } from '../helpers/faults/recorded-runs'
import { expect, type LabWindow, test } from '../helpers/lab-window'
import { PATIENCE } from '../helpers/patience'

// Once where all tests run; DISTURBED_ROUNDS=5 by hand.
const ROUNDS = Number(process.env['DISTURBED_ROUNDS'] ?? 1)

test.setTimeout(3 * PATIENCE * ROUNDS)

const experiment = { ...finalNetwork, plan: { ...finalNetwork.plan, iterations: 200 } }

async function trained({ app }: LabWindow, what: string): Promise<RunRecord> {
  const id = await ask(app, 'training:start', experiment, null)
  await untilQueueIsEmpty(app, what)
  return completed(app, id, what)
}

test('whatever the computer does while the lab trains, the run ends with the same bytes, and the lab goes on', async ({
  launch,
}) => {
  const lab = await launch()
  const { app } = lab
  const recorded = recordedRuns()
  const known = await trained(lab, 'undisturbed')
  recorded.add(known, 'undisturbed')
  const all = Array.from({ length: ROUNDS }, () => Object.entries(DISTURBANCES)).flat()
  for (const [what, { begin, meanwhile }] of all) {
    const id = await ask(app, 'training:start', experiment, null)
    const iteration = async (): Promise<number> => (await ask(app, 'training:jobs'))[0]?.iteration ?? Infinity
    await expect.poll(iteration, { intervals: [20], message: what }).toBeGreaterThan(20)
    const heal = await begin(lab)
    try {
      await meanwhile(lab, known)
    } finally {
      await heal()
    }
    await untilQueueIsEmpty(app, what)
    recorded.add(await completed(app, id, what), what)
    await recorded.expectAll(app, what)
    expect(await titled(lab, known, what)).toBe(what)
  }
  // Nothing was taken for a fault of the training: each has ended by itself.
  const ends = await ask(app, 'training:ends')
  expect(ends.map(({ outcome, problem }) => [outcome, problem])).toEqual(ends.map(() => ['recorded', null]))
  await app.close()

  const next = await launch({ userDataDir: lab.userDataDir })
  await recorded.expectAll(next.app, 'at the next start')
  expect(await titled(next, known, 'at the next start')).toBe('at the next start')
})
