import type { ElectronApplication } from '@playwright/test'
import { choose, goTo, PAGES, resize, startTraining } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { layoutShifts } from '../helpers/layout-shifts.ts'

const DELAY = 400

type Handler = (...values: unknown[]) => unknown

/** From now on every answer of main comes late, as on a slow disk: pages are seen before what they show is there. */
async function slowDown(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain }, delay) => {
    // Electron has no way to wrap a handler that is there; its map of them has been the same for years.
    const handlers = (ipcMain as unknown as { readonly _invokeHandlers: Map<string, Handler> })
      ._invokeHandlers
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (...values) => {
        await new Promise((resolve) => setTimeout(resolve, delay))
        return handler(...values)
      })
    }
  }, DELAY)
}

for (const [width, height] of [
  [1280, 800],
  [760, 860],
] as const) {
  test(`nothing on any page moves by itself while it loads, ${width} pixels wide`, async ({ launch }) => {
    const { app, page } = await launch()
    await choose(page, 'en', 'light')
    await startTraining(page, 'Quick look', { 'plan.iterations': '60' })
    await expect(page.getByTestId('ended')).toBeVisible()
    await resize(app, page, width, height)
    await slowDown(app)
    const moved: string[] = []
    for (const name of PAGES) {
      // The window opens where it was left.
      await goTo(page, name)
      await page.reload()
      await expect(page.locator(`[data-page="${name}"]`)).toHaveAttribute('aria-current', 'page')
      // Every answer, and what is asked for because of it.
      await page.waitForTimeout(4 * DELAY)
      moved.push(...(await layoutShifts(page)).map((shift) => `${name}: ${JSON.stringify(shift, null, 1)}`))
    }

    expect(moved).toEqual([])
  })
}
