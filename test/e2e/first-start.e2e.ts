import { axeFindings } from '../helpers/axe.ts'
import { choose } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'

test('two clicks lead from the first start to a trained network and its run', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  const card = page.getByTestId('first-start')
  await expect(card).toContainText('Train your first network')
  expect(await axeFindings(page)).toEqual([])

  await page.getByTestId('first-start-train').click()
  await expect(page.getByTestId('first-start-sentence')).toContainText(/% of pictures/)
  await expect(card).toHaveAttribute('data-phase', 'ended')
  await expect(page.getByTestId('first-start-verdict')).toContainText(/classifies 8\d\.\d\s% of new pictures/)
  await expect(card.locator('[data-next]')).toHaveCount(4)
  expect(await axeFindings(page)).toEqual([])

  await card.locator('[data-next="run"]').click()
  await expect(page.locator('[data-page="runs"]')).toHaveAttribute('aria-current', 'page')
  await expect(page.getByTestId('run-details')).toContainText(/256\D+64/)
})

test('the tour can be taken by keyboard, left, and taken again; a closed card stays away', async ({
  launch,
}) => {
  const { page } = await launch()
  await choose(page, 'ko', 'dark')
  await page.getByTestId('first-start-tour').focus()
  await page.keyboard.press('Enter')
  const tour = page.getByTestId('tour')
  await expect(tour.getByRole('dialog', { name: '설계' })).toBeFocused()
  expect(await axeFindings(page)).toEqual([])

  await page.keyboard.press('ArrowRight')
  await expect(tour.getByRole('dialog', { name: '프리셋' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tour).toHaveCount(0)
  await expect(page.getByTestId('first-start-tour')).toBeFocused()

  await page.getByTestId('first-start-tour').click()
  while ((await tour.count()) > 0) await page.getByTestId('tour-next').click()
  await page.getByTestId('first-start-close').click()
  await expect(page.getByTestId('first-start')).toHaveCount(0)
  await page.reload()
  await expect(page.locator('[data-field="plan.learningRate"]')).toBeVisible()
  await expect(page.getByTestId('first-start')).toHaveCount(0)
})
