import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { call } from '../helpers/lab-calls'
import { askPalette, choose } from '../helpers/lab-pages'
import { expect, test } from '../helpers/lab-window'

test('a process that died stands in the log, and the diagnostics show it before they are copied', async ({
  launch,
}) => {
  const { app, page, userDataDir } = await launch()
  const log = (): string => readFileSync(join(userDataDir, 'logs/main.log'), 'utf8')
  await choose(page, 'en', 'light')
  await call(page, 'settings:set', { author: 'Minji Kim' })
  await call(page, 'data:image', 'test', 0)
  const pid = await app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'The evaluator')?.pid ?? 0,
  )
  expect(pid).toBeGreaterThan(0)
  process.kill(pid, 'SIGKILL')
  await expect.poll(log).toMatch(/error A process has died: The evaluator, killed/)
  // The next question starts another one.
  expect(await call(page, 'data:image', 'test', 1)).toMatchObject({ index: 1 })

  await askPalette(page, 'About this app')
  await page.keyboard.press('Enter')
  const part = page.getByTestId('diagnostics')
  await part.getByText('Diagnostics', { exact: true }).click()
  const shown = part.locator('pre')
  await expect(shown).toContainText('The evaluator, killed')
  await part.getByRole('button', { name: 'Copy diagnostics' }).click()
  const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toBe(await shown.textContent())
  const text = await copied()
  expect(text).toMatch(/^Our Neural Network \d.*\nRuntime: Electron .*\nSystem: /)
  expect(text).toMatch(
    /Library: .*: 0 runs, 0 files with problems\nQueue: empty\nSharing: off\nCrash reports: \d+ in /,
  )
  for (const name of [homedir(), 'Minji']) expect(text + log()).not.toContain(name)
})

test('what nobody caught leaves a report on this computer, and nothing is sent', async ({ launch }) => {
  const { app, page } = await launch()
  const isSent = await app.evaluate(({ crashReporter }) => crashReporter.getUploadToServer())
  expect(isSent).toBe(false)
  expect(await call(page, 'app:diagnostics')).toContain('Crash reports: 0 in ')
})
