import type { Page } from '@playwright/test'
import { axeFindings } from '../helpers/axe.ts'
import { choose, resize, settled } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'

const rateOf = (page: Page) => page.locator('[data-field="plan.learningRate"] input')

async function chooseOptimizer(page: Page, name: string): Promise<void> {
  await page.locator('[data-field="plan.optimizer.kind"] button[role="combobox"]').click()
  await page.getByRole('option', { name, exact: true }).click()
}

/** Where what is below the advice lies. */
async function placesBelow(page: Page): Promise<unknown> {
  await settled(page)
  return page.evaluate(() =>
    [...document.querySelectorAll('main form, main form [data-field], main svg.max-w-lg')].map((element) => {
      const { x, y } = element.getBoundingClientRect()
      return [element.getAttribute('data-field') ?? element.tagName, Math.round(x), Math.round(y)]
    }),
  )
}

test('advice is in sight at every width, moves nothing, and is fixed and taken back with one press each', async ({
  launch,
}) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  await page.getByTestId('first-start-close').click()
  for (const width of [1280, 1024, 800]) {
    await resize(app, page, width, 700)
    const before = await placesBelow(page)
    await rateOf(page).fill('900')
    await expect(page.getByTestId('advice-count')).toBeInViewport()
    await expect(page.getByTestId('advice-strip')).toContainText('Learning rate 900 is far too high')
    expect(await placesBelow(page)).toEqual(before)
    await page
      .locator('main .overflow-y-auto')
      .first()
      .evaluate((element) => element.scrollTo(0, 9_999))
    await expect(page.getByTestId('advice-count')).toBeInViewport()
    await page.getByTestId('advice-fix').click()
    await expect(page.getByTestId('advice-count')).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect(page.getByTestId('advice-count')).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(page.getByTestId('advice-count')).toHaveCount(0)
    await page
      .locator('main .overflow-y-auto')
      .first()
      .evaluate((element) => element.scrollTo(0, 0))
  }
})

test('another optimizer offers its usual rate, and its mark at the field says more', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'dark')
  await page.getByTestId('first-start-close').click()
  await chooseOptimizer(page, 'Nadam')
  const field = page.locator('[data-field="plan.learningRate"]')

  await field.getByTestId('advice-mark').click()
  await expect(page.locator('[data-advice="rate-unusually-high"]')).toContainText('1e-4 to 0.01')
  await page.keyboard.press('Escape')
  expect(await axeFindings(page)).toEqual([])

  await field.getByTestId('usual-rate').click()
  await expect(rateOf(page)).toHaveValue('0.001')
  await expect(field.getByTestId('advice-mark')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(rateOf(page)).toHaveValue('0.3')
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-field="plan.optimizer.kind"]')).toContainText('Momentum')
})

test('keys take presets and typing back and bring them again, and what is wrong keeps the last drawing', async ({
  launch,
}) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  await page.getByTestId('first-start-close').click()
  const iterations = page.locator('[data-field="plan.iterations"] input')
  const rate = rateOf(page)
  await page.getByTestId('presets').click()
  await page.getByRole('menuitem', { name: 'Quick look' }).click()
  await expect(iterations).toHaveValue('600')
  await rate.click()
  await rate.fill('1e-4')

  await page.keyboard.press('Control+z')
  await expect(rate).toHaveValue('0.3')
  await page.keyboard.press('Control+z')
  await expect(iterations).toHaveValue('10000')
  await page.keyboard.press('Control+Shift+Z')
  await page.keyboard.press('Control+y')
  await expect(iterations).toHaveValue('600')
  await expect(rate).toHaveValue('1e-4')

  const width = page.getByRole('textbox', { name: 'Units of hidden layer 1' })
  await width.fill('99999')
  await expect(page.getByTestId('stale')).toContainText('last valid settings')
  await expect(page.getByTestId('parameter-count')).toHaveText('218,058 parameters')
  await width.focus()
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('stale')).toHaveCount(0)
  await expect(width).toHaveValue('256')
})
