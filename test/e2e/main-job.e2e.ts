import type { Page, TestInfo } from '@playwright/test'
import { axeFindings } from '../helpers/axe.ts'
import { choose, goTo, startTraining } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'

async function keep(page: Page, info: TestInfo, name: string): Promise<void> {
  await info.attach(name, { body: await page.screenshot(), contentType: 'image/png' })
}

const iterationOf = async (page: Page): Promise<number> => {
  const text = await page.locator('[data-fact="iteration"]').textContent()
  return Number((text ?? '').split('/')[0]?.replaceAll(',', ''))
}

/** The value that stays for a second; fails where it never does. What was told before may be shown late. */
async function rest(value: () => Promise<number>): Promise<number> {
  let last = await value()
  await expect(async () => {
    const before = await value()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    last = await value()
    expect(last).toBe(before)
  }).toPass()
  return last
}

test('the main job: choose, train, pause, go on, find the run, classify an image', async ({
  launch,
}, info) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')

  await startTraining(page, 'Final network', { 'plan.iterations': '600' })
  const latest = page.getByTestId('loss-chart').getByTestId('latest').first()
  await expect(latest).toHaveText(/^\d/)
  const first = await latest.textContent()
  await expect(latest).not.toHaveText(first ?? '')

  await page.getByTestId('pause').click()
  await expect(page.getByTestId('resume')).toBeVisible()
  const paused = await rest(() => iterationOf(page))
  expect(paused).toBeLessThan(600)
  await keep(page, info, 'training-paused')

  await page.getByTestId('resume').click()
  await expect(page.getByTestId('ended')).toBeVisible()
  const accuracy = await page.locator('[data-figure="testAccuracy"]').textContent()
  expect(Number.parseFloat(accuracy ?? '')).toBeGreaterThanOrEqual(80)
  await keep(page, info, 'training-ended')
  expect(await axeFindings(page)).toEqual([])

  await page.getByTestId('open-run').click()
  await expect(page.getByRole('grid').getByText('256').first()).toBeVisible()
  await keep(page, info, 'runs')
  expect(await axeFindings(page)).toEqual([])

  await goTo(page, 'image')
  await page.getByTestId('test-index').fill('1')
  await expect(page.getByTestId('true-class')).toHaveText('Pullover')
  await expect(page.getByTestId('prediction')).toHaveText(/^Pullover, \d+\.\d\s%: correct$/)
  await keep(page, info, 'image')
  expect(await axeFindings(page)).toEqual([])
})

test('the keyboard opens pages, starts a training, and the draft outlives a restart', async ({ launch }) => {
  const { page, app, userDataDir } = await launch()
  await choose(page, 'en', 'light')
  await page.keyboard.press('Control+5')
  await expect(page.locator('main h1')).toHaveText('Image')
  await page.keyboard.press('Control+1')
  await page.locator('[data-field="plan.learningRate"] input').fill('1e-4')
  await page.locator('[data-field="plan.iterations"] input').fill('50')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('ended')).toBeVisible()
  // The window's storage is written with a delay.
  await page.waitForTimeout(1_000)
  await app.close()

  const second = await launch({ userDataDir })
  await expect(second.page.locator('[data-page="training"]')).toHaveAttribute('aria-current', 'page')
  await goTo(second.page, 'design')
  await expect(second.page.locator('[data-field="plan.learningRate"] input')).toHaveValue('1e-4')
  await expect(second.page.locator('[data-field="plan.iterations"] input')).toHaveValue('50')
})
