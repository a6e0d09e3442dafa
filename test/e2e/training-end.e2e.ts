import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { finalNetwork } from '#shared/experiment/presets'
import { axeFindings } from '../helpers/axe'
import { call, listRuns } from '../helpers/lab-calls'
import { choose, goTo } from '../helpers/lab-pages'
import { expect, launchLab, test } from '../helpers/lab-window'
import { PATIENCE } from '../helpers/patience.ts'

const network = (iterations: number) => ({ ...finalNetwork, plan: { ...finalNetwork.plan, iterations } })

/** As the cross of the window does. */
async function closeWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
}

/** As the menu and its key do. */
async function quitByMenu(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    items?.find(({ label }) => label === 'Quit')?.click()
  })
}

const isVisible = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)

const titleOf = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')

test('closing while training asks; in the background it trains on, tells the system how it ended, and comes back', async ({
  launch,
}) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const shown: string[] = []
    // On a virtual screen nobody says which window is in front.
    const window = BrowserWindow.getAllWindows()[0]
    if (window !== undefined) window.isFocused = () => false
    Object.assign(globalThis, { shownNotices: shown })
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      shown.push(`${this.title}: ${this.body}`)
    }
  })
  await call(page, 'training:start', network(700), null)
  await expect.poll(() => titleOf(app)).toMatch(/^\d+ % · /)

  await closeWindow(app)
  const question = page.getByTestId('closing')
  await expect(question).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await page.getByTestId('close-stay').click()
  await expect(question).toBeHidden()
  expect(await isVisible(app)).toBe(true)

  // Whoever quits is asked the same.
  await quitByMenu(app)
  await expect(question).toBeVisible()
  await page.getByTestId('close-stay').click()
  await expect(question).toBeHidden()

  await closeWindow(app)
  await page.getByTestId('close-background').click()
  await expect.poll(() => isVisible(app)).toBe(false)
  await expect.poll(() => isVisible(app)).toBe(true)

  const shown = (): Promise<readonly string[]> =>
    app.evaluate(() => (globalThis as unknown as { shownNotices: string[] }).shownNotices)
  await expect.poll(async () => (await shown()).join()).toContain('784-256-64-10')
  await expect.poll(() => titleOf(app)).not.toContain('%')
  await goTo(page, 'training')
  await expect(page.getByTestId('finished').getByRole('listitem')).toHaveCount(1)
})

test('stop and keep records the run before the lab ends', async ({ launch }) => {
  const userDataDir = mkdtempSync(join(tmpdir(), 'lab-user-data-'))
  const { app, page } = await launchLab({ userDataDir })
  const id = await call(page, 'training:start', network(100_000), null)
  const iteration = async (): Promise<number> => (await call(page, 'training:jobs'))[0]?.iteration ?? 0
  await expect.poll(iteration).toBeGreaterThan(10)
  const closed = app.waitForEvent('close', { timeout: PATIENCE })

  await closeWindow(app)
  await page.getByTestId('close-stop').click()
  await closed

  const next = await launch({ userDataDir })
  const run = (await listRuns(next.page)).find(({ record }) => record.id === id)
  expect(run?.record).toMatchObject({ stopReason: 'stopped' })
  expect(run?.record.validationAccuracy).not.toBeNull()
  expect(await call(next.page, 'training:jobs')).toEqual([])
})
