import { finalNetwork } from '#shared/experiment/presets'
import { axeFindings } from '../helpers/axe.ts'
import { call } from '../helpers/lab-calls.ts'
import { choose, goTo, startTraining } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'

test('the queue can be reordered and shortened, and discarding asks first', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  await startTraining(page, 'Final network')
  await startTraining(page, 'Final network', { 'plan.seed': '21' })
  await startTraining(page, 'Final network', { 'plan.seed': '22' })
  await goTo(page, 'training')
  const waiting = page.getByRole('region', { name: /^Queue/ }).getByRole('listitem')
  await expect(waiting).toHaveCount(2)

  await page.getByRole('button', { name: 'Move number 2 up' }).click()
  await expect(waiting.first()).toContainText('Seed 22')
  await page.getByRole('button', { name: 'Remove number 2 from the queue' }).click()
  await expect(waiting).toHaveCount(1)
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove number 1 from the queue' }).click()

  await page.getByTestId('discard').click()
  await page.getByRole('button', { name: 'Keep training' }).click()
  await expect(page.getByTestId('pause')).toBeVisible()
  await page.getByTestId('discard').click()
  await page.getByTestId('discard-sure').click()

  await expect(page.getByText('The training was discarded.')).toBeVisible()
  await goTo(page, 'image')
  await expect(page.getByText('No trained network yet')).toBeVisible()
})

test('a training that diverges says where, and trains again with the fix filled in', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')

  await startTraining(page, 'Quick look', { 'plan.learningRate': '900', 'plan.iterations': '60' })

  const title = page.getByTestId('verdict-title')
  await expect(title).toHaveText(/Training diverged at iteration \d+/)
  await expect(page.getByTestId('verdict-text')).toContainText(/were in layer \d/)
  expect(await axeFindings(page)).toEqual([])
  await page.getByTestId('fix-and-train').first().focus()
  await page.keyboard.press('Enter')

  await expect(page.getByTestId('finished').getByRole('listitem')).toHaveCount(2)
  await expect(title).not.toHaveAttribute('data-verdict', 'diverged')
  await goTo(page, 'design')
  await expect(page.locator('[data-field="plan.learningRate"] input')).not.toHaveValue('900')
})

test('a training that guesses is no success, although all iterations are done', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  await goTo(page, 'training')
  const plan = { ...finalNetwork.plan, iterations: 3, learningRate: 1e-9 }
  await call(page, 'training:start', { ...finalNetwork, plan }, null)

  const title = page.getByTestId('verdict-title')
  await expect(title).toHaveText(/No better than guessing|learned little/)
  await expect(page.getByTestId('finished')).toContainText(/guessing|learned little/)
})

test('a stopped training is kept as a partial run', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'ko', 'dark')

  await startTraining(page, '최종 신경망')
  await expect(page.getByTestId('loss-chart').getByTestId('latest').first()).toHaveText(/^\d/)
  await page.getByTestId('stop').click()

  await expect(page.getByTestId('ended')).toContainText('중단된 실험으로 기록했습니다')
})
