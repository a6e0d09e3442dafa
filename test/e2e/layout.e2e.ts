import { choose, goTo, PAGES, resize, startTraining } from '../helpers/lab-pages.ts'
import { layoutShifts } from '../helpers/layout-shifts.ts'
import { expect, test } from '../helpers/lab-window.ts'

/** Less than a line of text in a corner; a panel that moves down by its own height is a hundred times more. */
const STILL = 0.001

test('nothing on any page moves by itself while it loads', async ({ launch }) => {
  const first = await launch()
  await choose(first.page, 'en', 'light')
  await startTraining(first.page, 'Quick look', { 'plan.iterations': '60' })
  await expect(first.page.getByTestId('ended')).toBeVisible({ timeout: 60_000 })
  await first.app.close()

  for (const [width, height] of [
    [1280, 800],
    [760, 860],
  ] as const) {
    for (const name of PAGES) {
      const { app, page } = await launch({ userDataDir: first.userDataDir })
      await page.locator('main h1').first().waitFor()
      await resize(app, page, width, height)
      await page.waitForTimeout(1_000)
      const before = (await layoutShifts(page)).length
      await goTo(page, name)
      await page.waitForTimeout(1_000)
      const shifts = (await layoutShifts(page)).slice(before)
      console.log(width, name, JSON.stringify(shifts, null, 1))
      await app.close()
    }
  }
})
