import type { Page } from '@playwright/test'
import { choose, goTo, PAGES, resize, startTraining } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'

const LANGUAGES = ['ko', 'en'] as const
const THEMES = ['light', 'dark'] as const
const wanted = (process.env.SCREENSHOT_PAGES ?? '').split(',').filter((name) => name !== '')
const pages = PAGES.filter((name) => wanted.length === 0 || wanted.includes(name))

const shoot = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: `screenshots/${name}.png` })

test('every page, in both themes and both languages', async ({ launch }) => {
  const { app, page } = await launch()
  await resize(app, page, 1280, 800)
  await choose(page, 'en', 'light')
  for (const name of pages) {
    await goTo(page, name)
    await shoot(page, `${name}-empty-en-light`)
  }

  await startTraining(page, 'Quick look', { 'plan.iterations': '6000' })
  await startTraining(page, 'Quick look', { 'plan.seed': '2' })
  await startTraining(page, 'Quick look', { 'plan.learningRate': '0.1', 'design.hidden': '128' })
  await goTo(page, 'training')
  await expect(page.locator('[data-fact="iteration"]')).toHaveText(/^[1-5],\d{3} /)
  await expect(page.getByText('Added to the queue.')).toHaveCount(0)
  await shoot(page, 'training-live-en-light')
  await choose(page, 'ko', 'dark')
  await page.waitForTimeout(500)
  await shoot(page, 'training-live-ko-dark')
  await expect(page.getByTestId('status-line').getByRole('progressbar')).toBeHidden()

  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      await choose(page, language, theme)
      for (const name of pages) {
        await goTo(page, name)
        await shoot(page, `${name}-${language}-${theme}`)
      }
    }
  }

  await choose(page, 'ko', 'light')
  await resize(app, page, 760, 860)
  for (const name of pages) {
    await goTo(page, name)
    await shoot(page, `${name}-narrow`)
  }
})
