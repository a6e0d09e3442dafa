import { readFileSync, rmSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { axeFindings } from '../helpers/axe.ts'
import { choose, goTo, resize } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { answerDialogs } from '../helpers/runs-page.ts'
import { readSvg } from '../helpers/svg-file.ts'

const TRIALS = 50

async function addSetting(page: Page, name: string): Promise<void> {
  await page.getByTestId('add-range').click()
  await page.getByPlaceholder('Find a setting').fill(name)
  await page.getByRole('option', { name, exact: true }).click()
  // The list takes the focus until it has closed.
  await expect(page.getByRole('listbox')).toHaveCount(0)
}

/** A network so small that a trial takes no time. */
async function designSmall(page: Page): Promise<void> {
  await goTo(page, 'design')
  await page.getByTestId('presets').click()
  await page.getByRole('menuitem', { name: 'Quick look' }).first().click()
  await page.locator('[data-field="plan.iterations"] input').fill('15')
  for (const layer of [0, 1]) await page.locator('[data-field="design.hidden"] input').nth(layer).fill('8')
}

async function fillForm(page: Page): Promise<void> {
  await page.getByTestId('choose-base').click()
  await page.getByRole('menuitem', { name: 'The design form as it is now' }).click()
  await expect(page.getByTestId('search-base')).toHaveText(/^784-8-8-10 .*15 iterations$/)
  await page.getByRole('button', { name: 'Remove Weight decay' }).click()
  await addSetting(page, 'Learning rate')
  await addSetting(page, 'Activation')
  await page.locator('[data-field="trials"] input').fill(String(TRIALS))
}

test('a search goes from the form to the best settings, and its winner is trained with fresh seeds', async ({
  launch,
}, info) => {
  const { app, page, complaints } = await launch()
  await resize(app, page, 1280, 800)
  await choose(page, 'en', 'light')
  await designSmall(page)
  await goTo(page, 'search')
  await fillForm(page)
  await expect(page.getByTestId('search-time')).toHaveText(/^50 runs take about /)
  expect(await axeFindings(page)).toEqual([])

  // What is wrong is told where it stands, and nothing can be started.
  const low = page.locator('[data-range="plan.learningRate"]').getByTestId('range-low')
  const before = await low.inputValue()
  await low.fill('5000')
  await expect(page.getByRole('alert')).toHaveText(/^The range of plan\.learningRate is empty/)
  await expect(page.getByTestId('start-search')).toBeDisabled()
  await low.fill(before)

  // The window trains here; on a cluster lab does, with the file and the command that it gets.
  const spec = info.outputPath('my search.json')
  await answerDialogs(app, { save: spec })
  await page.getByTestId('open-cluster').click()
  await page.getByTestId('cluster-partition').fill('gpu')
  await page.getByTestId('cluster-time').fill('2:00:00')
  await page.getByTestId('save-spec').click()
  await expect(page.getByTestId('cluster-command')).toHaveText(
    "lab search 'my search.json' --executor slurm --partition gpu --time 2:00:00 --threads 1",
  )
  expect(JSON.parse(readFileSync(spec, 'utf8'))).toMatchObject({
    trials: TRIALS,
    base: { design: { hidden: [8, 8] } },
  })
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')

  await page.getByTestId('start-search').click()
  await expect(page.getByTestId('search-progress')).toHaveText(/^50 of 50 trials/)
  await expect(page.getByTestId('search-state')).toHaveText('Ended')
  const rows = page.getByTestId('trial-list').locator('tbody tr')
  await expect(rows).toHaveCount(10)
  await expect(page.getByTestId('importance').locator('li')).toHaveCount(2)
  await expect(page.getByTestId('search-found')).toHaveText(
    /^The best is trial \d+ with a validation accuracy of /,
  )
  await info.attach('results', { body: await page.screenshot(), contentType: 'image/png' })
  expect(await axeFindings(page)).toEqual([])

  for (const [title, known] of [
    ['Importance of the settings', 'Learning rate'],
    ['Two settings at once', 'Learning rate'],
    ['All trials by their settings', 'Learning rate'],
  ] as const) {
    const drawing = info.outputPath('figure.svg')
    rmSync(drawing, { force: true })
    await answerDialogs(app, { save: drawing })
    await page.getByRole('button', { name: `Chart menu: ${title}` }).click()
    await page.getByRole('menuitem', { name: 'Save as SVG' }).click()
    await expect(() => expect(readSvg(readFileSync(drawing, 'utf8')).texts).toContain(known)).toPass()
  }

  await page.getByRole('textbox', { name: 'More trials' }).fill('2')
  await page.getByTestId('add-trials').click()
  await expect(page.getByTestId('search-progress')).toHaveText(/^52 of 52 trials/)

  const file = info.outputPath('search.onn')
  await answerDialogs(app, { save: file })
  await page.getByTestId('export-search').click()
  await expect(page.getByText(/^Written to search\.onn\./).first()).toBeVisible()
  const names = Object.keys(unzipSync(readFileSync(file)))
  expect(names.filter((name) => name.endsWith('/search.json'))).toHaveLength(1)
  expect(names.filter((name) => name.endsWith('/record.json'))).toHaveLength(52)

  const rate = await rows.first().locator('td').nth(2).textContent()
  await page.getByTestId('best-into-form').click()
  await expect(page.locator('main h1')).toHaveText('Design')
  const inForm = await page.locator('[data-field="plan.learningRate"] input').inputValue()
  expect(Number(inForm) / Number(rate)).toBeCloseTo(1, 3)

  await goTo(page, 'search')
  await page.getByTestId('train-winner').click()
  await expect(page.getByTestId('seed-table').locator('tbody tr')).toHaveCount(5)
  await expect(page.getByTestId('search-state')).toHaveText('Ended')
  await expect(page.getByTestId('seeds-text')).toHaveText(/^Median test accuracy \d+\.\d+\s% over 5 seeds/)
  await info.attach('seeds', { body: await page.screenshot(), contentType: 'image/png' })
  expect(complaints).toEqual([])
})

test('five seeds are one click; a search that learns stops, goes on, and its trials do not bury the runs', async ({
  launch,
}) => {
  const { page, complaints } = await launch()
  await choose(page, 'en', 'light')
  await designSmall(page)
  await page.getByTestId('several-seeds').click()
  await expect(page.getByTestId('seeds-text')).toHaveText(/^Median test accuracy .* over 5 seeds/)

  await page.getByTestId('new-search').click()
  await page.getByTestId('choose-base').click()
  await page.getByRole('menuitem', { name: 'The design form as it is now' }).click()
  await page.getByTestId('sampler').locator('button').click()
  await page.getByRole('option', { name: 'TPE (learns from results)' }).click()
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await addSetting(page, 'Learning rate')
  // So many that a fast computer is still at it when the page tells of them for the first time.
  await page.locator('[data-field="trials"] input').fill('80')
  await page.getByTestId('halving').getByRole('switch').click()
  await expect(page.getByText('Compared after 2, 6 of 15 iterations.')).toBeVisible()
  await page.getByTestId('start-search').click()
  await expect(page.getByTestId('search-progress')).toHaveText(/^(?!80)[1-9]\d? of 80 trials/)
  await page.getByTestId('stop-search').click()
  await expect(page.getByTestId('search-state')).toHaveText('Stopped')
  await page.getByTestId('continue-search').click()
  await expect(page.getByTestId('search-progress')).toHaveText(/^80 of 80 trials · \d+ stopped early/)
  await expect(page.getByTestId('search-state')).toHaveText('Ended')

  // The seeds stand in the table, the trials do not until somebody asks for them.
  await goTo(page, 'runs')
  const rows = page.locator('[data-testid="runs-grid"] [data-run]')
  await expect(rows).toHaveCount(5)
  await page.getByTestId('show-trials').click()
  await expect(rows).not.toHaveCount(5)
  expect(complaints).toEqual([])
})
