import { readFileSync } from 'node:fs'
import type { ElectronApplication, Page } from '@playwright/test'
import { axeFindings } from '../helpers/axe.ts'
import { call } from '../helpers/lab-calls.ts'
import { choose, goTo, resize, settled, startTraining } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { answerDialogs } from '../helpers/runs-page.ts'
import { readSvg } from '../helpers/svg-file.ts'

const TABS = ['Overview', 'Report', 'Confusion matrix', 'Mistakes', 'Calibration', 'Weights']

const openPart = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click()

/** What the page needs more than it has, sideways. */
const overflow = (page: Page): Promise<number> =>
  page.getByTestId('run-page').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)

/** As where a system shows everything larger. */
const zoomTo = (app: ElectronApplication, factor: number): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }, by) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(by),
    factor,
  )

test('a run shows its report, its matrix, its mistakes and how far it can be trusted', async ({
  launch,
}, info) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  await startTraining(page, 'Quick look', { 'plan.iterations': '50', 'plan.seed': '2' })
  await expect(page.getByTestId('ended')).toBeVisible()
  await startTraining(page, 'Quick look', { 'plan.iterations': '60' })

  // From the end of a training, checked against everything that is known.
  await expect(page.getByTestId('see-results')).toBeVisible()
  await page.getByTestId('see-results').click()
  await expect(page.getByTestId('run-checked')).toContainText(
    'recorded prediction for all 10,000 test images',
  )
  await expect(page.getByTestId('changed-settings')).toContainText('Planned iterations')

  const file = info.outputPath('network.onnx')
  await answerDialogs(app, { save: file })
  await page.getByTestId('export-run').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /^ONNX/ }).click()
  await expect(
    page.getByText(/^Written to network\.onnx\. Read back and run: all 10000/).first(),
  ).toBeVisible()
  expect(readFileSync(file).includes('our-neural-network/model')).toBe(true)

  await openPart(page, 'Report')
  const report = page.getByTestId('report')
  await expect(report.locator('[data-line="0"]')).toContainText(
    /T-shirt\/top\s*0\.\d\d\s*0\.\d\d\s*0\.\d\d\s*1,000/,
  )
  await page.locator('[data-copy="text"]').click()
  await expect(page.getByText('The report is on the clipboard.').first()).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied.split('\n')[0]).toBe('              precision    recall  f1-score   support')
  await page.getByTestId('compare-choice').click()
  await page.getByRole('option').first().click()
  await page.keyboard.press('Escape')
  await expect(report.getByRole('columnheader', { name: /^F1: / })).toHaveCount(1)

  // The way to the end: a replay that was identical leaves checkpoints, and the report follows them.
  await page.getByTestId('keep-checkpoints').click()
  const checkpoint = page.getByRole('slider', { name: 'Checkpoint' })
  await expect(checkpoint).toBeVisible()
  await checkpoint.press('Home')
  const which = page.getByTestId('checkpoint-text')
  await expect(which).toHaveText(
    /^Iteration 3 of 60, not the result: test accuracy \d+\.\d\d\s% here, \d+\.\d\d\s% at the end\.$/,
  )
  await expect(report.getByRole('columnheader', { name: 'F1: End of this run' })).toBeVisible()
  await page.getByTestId('report-measure').click()
  await page.getByRole('option', { name: 'Recall' }).click()
  await expect(report.getByRole('columnheader', { name: /^Recall: / })).toHaveCount(2)
  await expect(report.locator('[data-line="accuracy"]')).toContainText(/(0\.\d\d to 0\.\d\d.*){3}/s)
  expect(await axeFindings(page)).toEqual([])
  await checkpoint.press('End')
  await expect(which).toHaveText(/^The result as it was recorded, after 60 iterations/)

  // The matrix by keys alone: the count of a cell is the number of its images.
  await openPart(page, 'Confusion matrix')
  const matrix = page.getByTestId('matrix')
  await matrix.locator('[data-cell="0-0"]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(matrix.locator('[data-cell="1-1"]')).toBeFocused()
  await page.keyboard.press('Enter')
  const images = page.getByTestId('cell-images')
  await expect(images.getByRole('heading', { level: 3 })).toHaveText(/^Trouser classified correctly: \d+$/)
  const wrong = matrix.locator('[data-cell="6-0"]')
  const count = Number(await wrong.textContent())
  await wrong.click()
  await expect(images.getByRole('heading', { level: 3 })).toHaveText(
    `Shirt classified as T-shirt/top: ${count}`,
  )
  await expect(images.locator('[data-image]')).toHaveCount(Math.min(24, count))
  const labels = await call(page, 'data:labels', 'test')
  const [first = -1] = await images
    .locator('[data-image]')
    .evaluateAll((items) => items.map((item) => Number(item.getAttribute('data-image'))))
  expect(labels[first]).toBe(6)
  const drawn = info.outputPath('matrix.svg')
  await answerDialogs(app, { save: drawn })
  await page.getByTestId('figure-menu').click()
  await page.getByRole('menuitem', { name: 'Save as SVG' }).click()
  await expect(page.getByText('Saved as matrix.svg').first()).toBeVisible()
  const { texts } = readSvg(readFileSync(drawn, 'utf8'))
  expect(texts).toContain('Ankle boot')
  expect(texts).toContain(await wrong.textContent())
  await page.getByTestId('matrix-mode').click()
  await page.getByRole('option', { name: 'Difference' }).click()
  await expect(matrix.getByRole('button', { name: /compared with the other run/ }).first()).toBeVisible()

  await openPart(page, 'Mistakes')
  await expect(page.getByTestId('mistakes-text')).toContainText(
    'Under each image stands what another run says.',
  )
  await expect(page.getByText(/^Others: /).first()).toBeVisible()
  await openPart(page, 'Calibration')
  await expect(page.getByTestId('calibration-text')).toHaveText(/^(The network is too|On average)/)
  await expect(page.getByTestId('temperature')).toContainText('6,000 validation images')
  const reliability = info.outputPath('reliability.csv')
  await answerDialogs(app, { save: reliability })
  await page.getByTestId('figure-menu').click()
  await page.getByRole('menuitem', { name: 'Save the numbers as CSV' }).click()
  await expect(page.getByText('Saved as reliability.csv').first()).toBeVisible()
  const groups = readFileSync(reliability, 'utf8').trim().split('\n').slice(1)
  const counts = groups.map((line) => Number(line.split(',')[2]))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000)
  await openPart(page, 'Weights')
  await expect(page.getByTestId('weight-tiles')).toBeVisible()
  await expect(page.locator('[data-layer]')).toHaveCount(3)
  const histogram = info.outputPath('histogram.svg')
  await answerDialogs(app, { save: histogram })
  await page.getByTestId('figure-menu').first().click()
  await page.getByRole('menuitem', { name: 'Save as SVG' }).click()
  await expect(page.getByText('Saved as histogram.svg').first()).toBeVisible()
  expect(readSvg(readFileSync(histogram, 'utf8')).texts[0]).toBe('Hidden layer 1: Weights')

  // No part is a barrier, or wider than the window, in any look.
  for (const [language, theme, width, zoom] of [
    ['en', 'light', 1280, 1],
    ['ko', 'dark', 800, 1.5],
  ] as const) {
    await choose(page, language, theme)
    await resize(app, page, width, 800)
    await zoomTo(app, zoom)
    for (let place = 0; place < TABS.length; place += 1) {
      await page.getByRole('tab').nth(place).click()
      await settled(page)
      expect(await axeFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
  }
  await zoomTo(app, 1)
  await choose(page, 'en', 'light')
  await resize(app, page, 1280, 800)

  // Back leads where one came from; from the table, Enter opens details and then the page.
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByTestId('ended')).toBeVisible()
  await goTo(page, 'runs')
  const grid = page.getByTestId('runs-grid')
  await grid.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('run-details')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('run-page')).toBeVisible()
  await page.getByTestId('run-back').click()
  await expect(grid).toBeVisible()
  await grid.locator('[data-run] [data-column=title]').last().dblclick()
  // The part that was open stays: runs are looked through side by side.
  await expect(page.getByTestId('weight-tiles')).toBeVisible()

  // While test results are hidden, all of this is a look that counts.
  await call(page, 'settings:set', { sealTestSet: true })
  await expect(page.getByTestId('reveal')).toBeVisible()
  await page.getByTestId('reveal').click()
  await expect(page.getByTestId('weight-tiles')).toBeVisible()
})
