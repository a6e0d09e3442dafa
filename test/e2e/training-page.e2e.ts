import { axeFindings } from '../helpers/axe.ts'
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

test('a training that diverges says where, and how to fix it', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')

  await startTraining(page, 'Quick look', { 'plan.learningRate': '900' })

  await expect(page.getByTestId('ended')).toContainText('Training diverged')
  await expect(page.getByTestId('ended')).toContainText(/Values in layer \d diverged .* at iteration \d+/)
})

test('a stopped training is kept as a partial run', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'ko', 'dark')

  await startTraining(page, '최종 신경망')
  await expect(page.getByTestId('loss-chart').getByTestId('latest').first()).toHaveText(/^\d/)
  await page.getByTestId('stop').click()

  await expect(page.getByTestId('ended')).toContainText('중단된 실험으로 기록했습니다')
})
