import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parquetReadObjects } from 'hyparquet'
import { axeFindings } from '../helpers/axe.ts'
import { change, choose, settled } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import {
  answerDialogs,
  columnTexts,
  folderWithRuns,
  header,
  openRuns,
  SEARCH,
  shownRuns,
} from '../helpers/runs-page.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/tables/${name}`, import.meta.url))

/** The numbers of a column of percentages. */
const numbers = (texts: readonly string[]): readonly number[] =>
  texts.filter((text) => text !== '' && text !== '–').map((text) => Number.parseFloat(text))

test('runs are ranked, sorted by several columns and filtered', async ({ launch }) => {
  const { page } = await launch({ userDataDir: folderWithRuns(60) })
  const grid = await openRuns(page)

  const ranked = grid.locator('[data-standing=ranked]')
  await expect(ranked.first()).toBeVisible()
  const accuracies = numbers(await columnTexts(grid, 'validation_acc')).slice(0, 12)
  expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a))
  await expect(ranked.first()).toContainText('≈')
  await expect(grid.getByText('≈', { exact: false })).toHaveCount(1)
  await expect(page.getByTestId('ties')).toContainText('share first place (95 % interval of the difference)')
  await expect(header(grid, 'validation_acc')).toHaveAttribute('aria-sort', 'descending')

  await header(grid, 'activation').click()
  await header(grid, 'test_acc').click({ modifiers: ['Shift'] })
  await expect(header(grid, 'activation')).toHaveAttribute('aria-sort', 'ascending')
  await expect(header(grid, 'test_acc')).toHaveAttribute('aria-sort', 'descending')
  const [activations, tests] = [
    await columnTexts(grid, 'activation'),
    numbers(await columnTexts(grid, 'test_acc')),
  ]
  expect(activations).toEqual(activations.toSorted())
  const elus = tests.filter((_, place) => activations[place] === 'ELU')
  expect(elus.length).toBeGreaterThan(3)
  expect(elus).toEqual(elus.toSorted((a, b) => b - a))

  await page.getByLabel(SEARCH).fill('test_acc > 0.9 and Activation = SELU')
  await expect.poll(() => shownRuns(page)).not.toBe('60 of 60')
  expect(numbers(await columnTexts(grid, 'test_acc')).every((value) => value > 90)).toBe(true)
  // The activation no longer differs, and so its column has gone behind those that do.
  const titles = await columnTexts(grid, 'title')
  expect(titles.filter((title) => !title.includes('· SELU ·'))).toEqual([])

  await page.getByLabel(SEARCH).fill('test_acc > ')
  await expect(page.getByRole('alert')).toHaveText('After Test accuracy > a value is expected.')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: 'Column filters' }).click()
  await grid.getByLabel('Filter Hidden layers').fill('512-256')
  await expect
    .poll(async () => new Set(await columnTexts(grid, 'hidden_size_list')))
    .toEqual(new Set(['512-256-128']))
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByLabel(SEARCH).fill('민준')
  await expect.poll(() => shownRuns(page)).toMatch(/^(?!60).* of 60$/)
})

test('runs are grouped over their seeds, with mean, spread, best and count', async ({ launch }) => {
  const { page } = await launch({ userDataDir: folderWithRuns(60) })
  const grid = await openRuns(page)

  await page.getByTestId('group-menu').click()
  await page.getByRole('button', { name: 'Same settings except seed' }).last().click()
  await page.keyboard.press('Escape')

  const groups = grid.locator('[data-standing=group]')
  await expect(groups.first()).toContainText('×5')
  await expect(groups.first()).toContainText(/best \d\d\.\d\d.%/)
  await expect(groups.first().locator('[data-column=validation_acc]')).toContainText(
    /\d\d\.\d\d ± \d\.\d\d.%/,
  )
  await expect(groups).toHaveCount(12)
  await groups.first().locator('[data-column=title]').click()
  await expect(groups.first()).toHaveAttribute('aria-expanded', 'true')
  await expect(grid.locator('[data-run]')).toHaveCount(5)
})

test('three selected runs are compared', async ({ launch }) => {
  const { page } = await launch({ userDataDir: folderWithRuns(60) })
  const grid = await openRuns(page)

  for (const place of [0, 1, 7]) await grid.locator('[data-run] [id$="-tick"]').nth(place).click()
  await expect(page.getByText('3 runs selected')).toBeVisible()
  await page.getByTestId('compare').click()

  await expect(page.getByTestId('curves-text')).toContainText(
    /Validation accuracy at the end: .*%, .*%, .*%\./,
  )
  const settings = page.getByTestId('compare-settings')
  await expect(settings.locator('thead th')).toHaveCount(4)
  const same = settings.getByText('Planned iterations')
  await expect(same).toHaveCount(0)
  await page.getByLabel('Only differences').click()
  await expect(same).toHaveCount(1)
  await expect(page.getByTestId('image-comparison')).toContainText(/McNemar's exact test, p = /)
  await page.getByLabel('as the baseline').first().click()
  await expect(settings).toContainText(/[+−]\d\.\d\d.pp/)
  await page.getByTestId('image-comparison').locator('summary').first().click()
  await expect(page.getByTestId('image-comparison').locator('canvas').first()).toBeVisible()
  await page.getByTestId('compare-back').click()
  await expect(grid).toBeVisible()
})

test('columns are pinned, moved, resized and hidden, and stay so', async ({ launch }) => {
  const userDataDir = folderWithRuns(10)
  const first = await launch({ userDataDir })
  const grid = await openRuns(first.page)

  await header(grid, 'test_acc').click({ button: 'right' })
  await first.page.getByRole('menuitem', { name: 'Pin' }).click()
  await header(grid, 'train_acc').click({ button: 'right' })
  await first.page.getByRole('menuitem', { name: 'Hide' }).click()
  const order = (): Promise<readonly string[]> =>
    grid
      .page()
      .locator('[role=columnheader][data-column]')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column') ?? ''))
  await expect.poll(order).not.toContain('train_acc')
  const [, , target = '', dragged = ''] = await order()
  await header(grid, dragged).dragTo(header(grid, target))
  await expect.poll(async () => (await order()).slice(2, 4)).toEqual([dragged, target])
  await settled(first.page)
  const handle = header(grid, 'title').locator('[data-resize]')
  await handle.hover()
  const box = await handle.boundingBox()
  if (box === null) throw new Error('The resize handle is not drawn.')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await first.page.mouse.down()
  await first.page.mouse.move(x + 60, y, { steps: 4 })
  await first.page.mouse.up()
  await settled(first.page)

  const arranged = await order()
  expect(arranged.slice(0, 2)).toEqual(['title', 'test_acc'])
  expect(arranged).not.toContain('train_acc')
  const width = (await header(grid, 'title').boundingBox())?.width ?? 0
  expect(width).toBeGreaterThan(240)
  await first.app.close()

  const second = await launch({ userDataDir })
  const again = await openRuns(second.page)
  const names = await again
    .locator('[role=columnheader][data-column]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column')))
  expect(names.slice(0, arranged.length - 2)).toEqual(arranged.slice(0, arranged.length - 2))
  await expect.poll(async () => (await header(again, 'title').boundingBox())?.width).toBe(width)
})

test('a run gets a title, a star, a tag and a note; it is archived and brought back', async ({ launch }) => {
  const userDataDir = folderWithRuns(10)
  const first = await launch({ userDataDir })
  const grid = await openRuns(first.page)
  await grid.locator('[data-run] [data-column=title]').first().click()
  const details = first.page.getByTestId('run-details')
  const id = (await details.locator('header p').textContent()) ?? ''

  await first.page.getByTestId('run-title').fill('Our best')
  await first.page.getByTestId('run-note').fill('=1+1 is only text')
  await details.getByRole('textbox', { name: 'Tags' }).fill('week 1')
  await details.getByRole('textbox', { name: 'Tags' }).press('Enter')
  await first.page.getByTestId('run-star').click()
  const row = grid.locator(`[data-run="${id}"]`)
  await expect(row.locator('[data-column=title]')).toHaveText('Our best')

  await first.page.getByTestId('archive').click()
  await expect(row).toHaveCount(0)
  await first.page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toHaveCount(1)
  await first.page.getByTestId('archive').click()
  await expect(row).toHaveCount(0)
  await first.app.close()

  const second = await launch({ userDataDir })
  const again = await openRuns(second.page)
  await expect(again.locator(`[data-run="${id}"]`)).toHaveCount(0)
  await second.page.getByLabel('Archived runs').click()
  await second.page.getByRole('option', { name: 'Only archived' }).click()
  const kept = again.locator(`[data-run="${id}"]`)
  await expect(kept.locator('[data-column=title]')).toHaveText('Our best')
  await kept.locator('[data-column=title]').click()
  await expect(second.page.getByTestId('run-note')).toHaveValue('=1+1 is only text')
  await expect(second.page.getByTestId('run-details')).toContainText('week 1')
  await second.page.getByTestId('archive').click()
  await second.page.getByLabel('Archived runs').click()
  await second.page.getByRole('option', { name: 'Hide archived' }).click()
  await expect(again.locator(`[data-run="${id}"]`)).toHaveCount(1)
})

test('the reference table is imported once, exported, and read back unchanged', async ({ launch }) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-export-'))
  const userDataDir = folderWithRuns(10)
  const { app, page } = await launch({ userDataDir })
  const grid = await openRuns(page)
  const report = page.getByTestId('import-report')

  await answerDialogs(app, { open: fixture('reference-table.csv') })
  await page.getByTestId('import').click()
  await expect(report).toContainText('10 runs added. 0 were already here.')
  await page.getByRole('button', { name: 'Close' }).last().click()
  await expect.poll(() => shownRuns(page)).toBe('20 of 20')
  await expect(grid.locator('[data-standing=section]')).toContainText('Imported tables: 10 runs')
  await page.getByTestId('import').click()
  await expect(report).toContainText('0 runs added. 10 were already here.')
  await page.getByRole('button', { name: 'Close' }).last().click()

  await page.getByLabel(SEARCH).fill('origin = imported')
  await expect.poll(() => shownRuns(page)).toBe('10 of 20')
  const exported = join(folder, 'runs.csv')
  await answerDialogs(app, { save: exported, open: exported })
  await page.getByTestId('export').click()
  await page.getByRole('menuitem', { name: 'The 14 columns, for pandas' }).click()
  await expect(page.getByText('Saved as runs.csv').first()).toBeVisible()
  expect(readFileSync(exported, 'utf8')).toBe(readFileSync(fixture('pandas-without-index.csv'), 'utf8'))
  await page.getByTestId('import').click()
  await expect(report).toContainText('0 runs added. 10 were already here.')
  await page.getByRole('button', { name: 'Close' }).last().click()

  const lines = join(folder, 'runs.jsonl')
  await answerDialogs(app, { save: lines, open: lines })
  await page.getByTestId('export').click()
  await page.getByRole('menuitem', { name: 'All columns, as JSON lines' }).click()
  await expect(page.getByText('Saved as runs.jsonl').first()).toBeVisible()
  await page.getByTestId('import').click()
  await expect(report).toContainText('0 runs added. 10 were already here.')
  await page.getByRole('button', { name: 'Close' }).last().click()

  const parquet = join(folder, 'runs.parquet')
  await answerDialogs(app, { save: parquet })
  await page.getByTestId('export').click()
  await page.getByRole('menuitem', { name: 'All columns, as Parquet' }).click()
  await expect(page.getByText('Saved as runs.parquet').first()).toBeVisible()
  expect(await parquetReadObjects({ file: new Uint8Array(readFileSync(parquet)).buffer })).toHaveLength(10)
})

test('a table with faults is named line by line, and the rest is imported', async ({ launch }) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-faults-'))
  const { app, page } = await launch({ userDataDir: folderWithRuns(5) })
  await openRuns(page)
  const faults = join(folder, 'faults.csv')
  writeFileSync(
    faults,
    readFileSync(fixture('reference-table.csv'), 'utf8')
      .replace('0.9062', 'good')
      .replace(',time', ',time,mood')
      .replaceAll(/(\d)\n/g, '$1,fine\n'),
  )

  await answerDialogs(app, { open: faults })
  await page.getByTestId('import').click()

  const report = page.getByTestId('import-report')
  await expect(report).toContainText('9 runs added.')
  await expect(report).toContainText('Line 1: The column “mood” is not one of the 14; it was left out.')
  await expect(report).toContainText('Line 2: test_acc is “good”, which is not a number.')
})

test('the table is worked by keys alone', async ({ launch }) => {
  const { page } = await launch({ userDataDir: folderWithRuns(60) })
  const grid = await openRuns(page)

  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await expect(page.getByText('2 runs selected')).toBeVisible()
  await page.keyboard.press('Control+End')
  await expect(grid).toHaveAttribute('aria-activedescendant', /^grid-cell-59-/)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('run-details')).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(header(grid, 'validation_acc')).toHaveAttribute('aria-sort', 'ascending')
  await page.keyboard.press('Alt+ArrowRight')
  const order = await grid
    .locator('[role=columnheader][data-column]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column')))
  expect(order.indexOf('validation_acc')).toBeGreaterThan(order.indexOf('test_acc'))
})

test('nothing on the page is a barrier, in both themes and languages', async ({ launch }) => {
  const { app, page } = await launch({ userDataDir: folderWithRuns(60) })
  const grid = await openRuns(page)
  await answerDialogs(app, { open: fixture('reference-table.csv') })
  await page.getByTestId('import').click()
  await page.getByTestId('import-report').waitFor()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await grid.locator('[data-run] [data-column=title]').first().click()
  await page.getByTestId('run-details').waitFor()

  for (const [language, theme] of [
    ['en', 'light'],
    ['ko', 'dark'],
  ] as const) {
    await choose(page, language, theme)
    for (const top of [0, 1_600]) {
      await grid.evaluate((element, to) => element.scrollTo(0, to), top)
      await settled(page)
      expect(await axeFindings(page)).toEqual([])
    }
  }
})

test('while the test set is sealed, each look at a test accuracy is asked for and counted', async ({
  launch,
}) => {
  const { page } = await launch({ userDataDir: folderWithRuns(10) })
  const grid = await openRuns(page)
  await change(page, { sealTestSet: true })

  const cell = grid.locator('[data-run] [data-column=test_acc]').first()
  await expect(cell).toHaveText('••••')
  await cell.click()
  await expect(cell).toHaveText(/^\d\d\.\d\d.%$/)
  await expect(grid.locator('[data-run] [data-column=test_acc]').nth(1)).toHaveText('••••')
  await cell.click()
  await expect(page.getByTestId('run-details')).toContainText('Test accuracy revealed once')
})
