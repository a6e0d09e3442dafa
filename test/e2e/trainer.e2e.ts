import type { Page } from '@playwright/test'
import type { Experiment } from '#shared/experiment/experiment'
import { finalNetwork as preset } from '#shared/experiment/presets'
import type { RunRecord } from '#shared/records/run-record'
import { call, collectEvents, heardEvents, listRuns, refusal } from '../helpers/lab-calls'
import type { LabWindow } from '../helpers/lab-window'
import { expect, test } from '../helpers/lab-window'

function finalNetwork(iterations: number, seed = 1): Experiment {
  return { ...preset, plan: { ...preset.plan, iterations, seed } }
}

async function iterationOf(page: Page, id: string): Promise<number> {
  const jobs = await call(page, 'training:jobs')
  return jobs.find((job) => job.id === id)?.iteration ?? 0
}

function stateOf(page: Page, id: string): () => Promise<string> {
  return async () => (await call(page, 'training:jobs')).find((job) => job.id === id)?.state ?? 'gone'
}

async function untilIteration(page: Page, id: string, iteration: number): Promise<void> {
  await expect.poll(() => iterationOf(page, id), { intervals: [50] }).toBeGreaterThan(iteration)
}

async function ended(page: Page, id: string): Promise<RunRecord> {
  await expect.poll(stateOf(page, id)).toBe('gone')
  return call(page, 'runs:record', id)
}

/** Number of the trainer's process, as the system shows it. */
function trainerProcess({ app }: LabWindow): Promise<number> {
  return app.evaluate(({ app: electron }) => {
    const metrics = electron
      .getAppMetrics()
      .find(({ serviceName, name }) => serviceName === 'The trainer' || name === 'The trainer')
    if (metrics === undefined) throw new Error('No trainer runs.')
    return metrics.pid
  })
}

test('the killed trainer is told at once, its run is kept, and the next run starts', async ({ launch }) => {
  const lab = await launch()
  const { page } = lab
  await collectEvents(page, 'notice')
  const killed = await call(page, 'training:start', finalNetwork(10_000), null)
  const next = await call(page, 'training:start', finalNetwork(120, 2), null)
  await untilIteration(page, killed, 100)

  const before = await iterationOf(page, killed)
  const at = Date.now()
  process.kill(await trainerProcess(lab), 'SIGKILL')
  await expect.poll(async () => (await heardEvents(page, 'notice')).length, { intervals: [20] }).toBe(1)

  const [heard] = await heardEvents(page, 'notice')
  expect((heard?.at ?? Infinity) - at).toBeLessThan(20_000)
  expect(heard?.values[0]).toMatchObject({ kind: 'error', key: 'trainerCrashed' })
  const record = await call(page, 'runs:record', killed)
  expect(record.stopReason).toBe('interrupted')
  expect(record.plannedIterations).toBe(10_000)
  expect(record.iterations).toBeGreaterThanOrEqual(before)
  expect(record.iterations).toBeLessThan(10_000)
  expect(await ended(page, next)).toMatchObject({ stopReason: 'completed', iterations: 120 })
})

test('pause, resume, stop and keep: the record tells what was done', async ({ launch }) => {
  const { page } = await launch()
  const id = await call(page, 'training:start', finalNetwork(10_000), null)
  await untilIteration(page, id, 20)

  await call(page, 'training:command', id, 'pause')
  await expect.poll(stateOf(page, id)).toBe('paused')
  const resting = await iterationOf(page, id)
  await page.waitForTimeout(300)
  expect(await iterationOf(page, id)).toBe(resting)
  expect((await listRuns(page)).find(({ record }) => record.id === id)?.hasCheckpoint).toBe(true)

  await call(page, 'training:command', id, 'resume')
  await untilIteration(page, id, resting + 20)
  await call(page, 'training:command', id, 'stop')
  const record = await ended(page, id)
  expect(record.stopReason).toBe('stopped')
  expect(record.iterations).toBeGreaterThan(resting)
  expect(record.testAccuracy).toBeGreaterThan(0.2)
  expect(record.weightsSha256).toMatch(/^[0-9a-f]{64}$/)
})

test('a discarded run is gone, and a waiting one can be moved and taken out', async ({ launch }) => {
  const { page } = await launch()
  const first = await call(page, 'training:start', finalNetwork(10_000), null)
  const second = await call(page, 'training:start', finalNetwork(50, 2), null)
  const third = await call(page, 'training:start', finalNetwork(40, 3), null)
  await call(page, 'training:move', third, 0)
  expect((await call(page, 'training:jobs')).map(({ id }) => id)).toEqual([first, third, second])
  await call(page, 'training:unqueue', second)
  await untilIteration(page, first, 10)

  await call(page, 'training:command', first, 'discard')
  expect(await ended(page, third)).toMatchObject({ stopReason: 'completed', iterations: 40 })
  expect(await refusal(page, 'runs:record', first)).toContain('There is no run')
  expect((await listRuns(page)).map(({ record }) => record.id)).toEqual([third])
})

test('training goes on while the window is loaded anew, and the new window sees the run from its beginning', async ({
  launch,
}) => {
  const { page } = await launch()
  const id = await call(page, 'training:start', finalNetwork(600), null)
  await untilIteration(page, id, 50)
  await page.reload()
  await page.waitForSelector('#app > *')

  const seen = await page.evaluate(
    () =>
      new Promise<{ readonly first: number; readonly points: number }>((resolve) => {
        const nonce = crypto.randomUUID()
        window.addEventListener('message', ({ data, ports }) => {
          const [port] = ports
          if (data?.nonce !== nonce || port === undefined) return
          port.onmessage = ({ data: messages }) => {
            const [{ kind, curves }] = messages
            if (kind === 'history')
              resolve({ first: curves.training.iteration[0], points: curves.training.iteration.length })
          }
          port.postMessage({ visible: true })
        })
        void window.lab.requests['training:watch'](nonce)
      }),
  )
  expect(seen.first).toBeLessThanOrEqual(2)
  expect(seen.points).toBeGreaterThan(20)
  expect(await ended(page, id)).toMatchObject({ stopReason: 'completed', iterations: 600 })
})

test('a hidden window hears nothing of the training, and is brought up to date when it is shown', async ({
  launch,
}) => {
  const { app, page } = await launch()
  await page.evaluate(() => {
    const counts = { messages: 0, histories: 0, longest: 0 }
    Object.assign(window, { counts })
    const nonce = crypto.randomUUID()
    window.addEventListener('message', ({ data, ports }) => {
      const [port] = ports
      if (data?.nonce !== nonce || port === undefined) return
      port.onmessage = ({ data: messages }) => {
        counts.messages += 1
        if (messages[0].kind === 'history') {
          counts.histories += 1
          counts.longest = Math.max(counts.longest, messages[0].curves.training.iteration.length)
        }
      }
      const tell = (): void => port.postMessage({ visible: !document.hidden })
      document.addEventListener('visibilitychange', tell)
      tell()
    })
    void window.lab.requests['training:watch'](nonce)
  })
  const counts = (): Promise<{ messages: number; histories: number; longest: number }> =>
    page.evaluate(
      () =>
        (window as unknown as { counts: { messages: number; histories: number; longest: number } }).counts,
    )
  const id = await call(page, 'training:start', finalNetwork(10_000), null)
  await expect.poll(async () => (await counts()).messages).toBeGreaterThan(5)

  const shown = await counts()
  const from = Date.now()
  await page.waitForTimeout(1000)
  const perSecond = (((await counts()).messages - shown.messages) * 1000) / (Date.now() - from)
  expect(perSecond).toBeLessThan(22)

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  // What was on its way still comes; then there is silence.
  await expect(async () => {
    const before = (await counts()).messages
    await page.waitForTimeout(700)
    expect((await counts()).messages).toBe(before)
  }).toPass()
  const hidden = await counts()

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show())
  await expect.poll(async () => (await counts()).histories).toBeGreaterThan(hidden.histories)
  expect((await counts()).longest).toBeGreaterThan(5)
  await call(page, 'training:command', id, 'discard')
})

test('quitting in the middle keeps the run, and it goes on to the same bytes as an unbroken one', async ({
  launch,
}) => {
  const first = await launch()
  const { userDataDir } = first
  const unbroken = await call(first.page, 'training:start', finalNetwork(300), null)
  const whole = await ended(first.page, unbroken)
  const id = await call(first.page, 'training:start', finalNetwork(300), null)
  await untilIteration(first.page, id, 30)
  await first.app.close()

  const { page } = await launch({ userDataDir })
  const interrupted = await call(page, 'runs:record', id)
  expect(interrupted).toMatchObject({ stopReason: 'interrupted', plannedIterations: 300 })
  expect(interrupted.iterations).toBeGreaterThan(30)
  await call(page, 'training:continue', id)
  const record = await ended(page, id)
  expect(record).toMatchObject({
    stopReason: 'completed',
    iterations: 300,
    weightsSha256: whole.weightsSha256,
  })
})

test('a replay says identical', async ({ launch }) => {
  const { page } = await launch()
  await collectEvents(page, 'training:replayed')
  const id = await call(page, 'training:start', finalNetwork(60), null)
  await ended(page, id)
  await call(page, 'training:replay', id)
  await expect.poll(async () => (await heardEvents(page, 'training:replayed')).length).toBe(1)
  const [heard] = await heardEvents(page, 'training:replayed')
  expect(heard?.values).toMatchObject([id, { identical: true, difference: null }])
  expect((await listRuns(page))[0]?.replays).toHaveLength(1)
})

test('the evaluator classifies with a trained network while another one trains', async ({ launch }) => {
  const { page } = await launch()
  const trained = await call(page, 'training:start', finalNetwork(150), null)
  await ended(page, trained)
  const busy = await call(page, 'training:start', finalNetwork(10_000, 2), null)

  const labels = await page.evaluate(async () =>
    Object.values(await window.lab.requests['data:labels']('test')).slice(0, 50),
  )
  const answers = await page.evaluate(async (id) => {
    const found = []
    for (let index = 0; index < 50; index++) {
      const { pixels, label } = await window.lab.requests['data:image']('test', index)
      const { probabilities, predicted } = await window.lab.requests['image:classify'](id, pixels)
      found.push({ label, predicted, sum: probabilities.reduce((sum, p) => sum + p, 0) })
    }
    return found
  }, trained)
  const onBlank = await page.evaluate(
    (id) =>
      window.lab.requests['image:classify'](id, new Uint8Array(784)).then(
        () => 'a class',
        (error: unknown) => String(error),
      ),
    trained,
  )
  expect(onBlank).toContain('This image is empty')
  const predictions = await page.evaluate(
    async (id) => Object.values((await window.lab.requests['runs:predictions'](id)) ?? {}).slice(0, 50),
    trained,
  )
  expect(answers.map(({ label }) => label)).toEqual(labels)
  expect(answers.map(({ predicted }) => predicted)).toEqual(predictions)
  for (const { sum } of answers) expect(sum).toBeCloseTo(1, 5)
  expect(await stateOf(page, busy)()).toBe('running')
  await call(page, 'training:command', busy, 'discard')
})
