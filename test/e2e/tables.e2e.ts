import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabBridge } from '../../src-shared/ipc-bridge'
import { axeFindings } from '../helpers/axe.ts'
import { dropFiles, dropFromOutside } from '../helpers/drops.ts'
import { choose, goTo } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { longTable } from '../helpers/long-table.ts'

const utf8 = new TextEncoder()
const table = (name: string): string => readFileSync(`test/fixtures/tables/${name}`, 'utf8')

/** Milliseconds; main answers in a few, a slow core later, and what kept it busy kept a fast one for tens of seconds. */
const BUSY = 10_000

test('tables that are dropped together are all taken, and each has its report', async ({ launch }, info) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  await goTo(page, 'runs')
  await dropFiles(
    page,
    { name: 'first.csv', bytes: utf8.encode(table('reference-table.csv')) },
    { name: 'letter.csv', bytes: utf8.encode('Dear reader,\n') },
    { name: 'second.csv', bytes: utf8.encode(table('own-export-with-diverged.csv')) },
  )
  const reports = page.getByTestId('import-report')
  await expect(reports).toHaveCount(3)
  await expect(reports.nth(0)).toContainText('first.csv')
  await expect(reports.nth(0)).toContainText('10 runs added.')
  await expect(reports.nth(1)).toContainText('letter.csv')
  await expect(reports.nth(1)).toContainText('this is not a table of runs.')
  await expect(reports.nth(2)).toContainText('second.csv')
  await expect(reports.nth(2)).toContainText('2 runs added.')
  await page.getByRole('button', { name: 'Close' }).last().click()

  const folder = info.outputPath('more tables')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'third.csv')
  writeFileSync(path, longTable(3))
  await dropFromOutside(page, { paths: [folder, path] })
  await expect(page.getByText('more tables is a folder').first()).toBeVisible()
  await expect(reports).toHaveCount(1)
  await expect(reports).toContainText('3 runs added.')
})

test('a long import shows how far it is, and main answers meanwhile', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  await goTo(page, 'runs')
  const answers = await page.evaluateHandle(() => {
    const { requests } = (window as unknown as { readonly lab: LabBridge }).lab
    const measured = { longest: 0, count: 0 }
    const ask = async (): Promise<void> => {
      const began = performance.now()
      await requests['settings:get']()
      measured.longest = Math.max(measured.longest, performance.now() - began)
      measured.count += 1
      setTimeout(() => void ask(), 20)
    }
    void ask()
    return measured
  })
  // A fast computer is done between two looks from outside.
  const told = await page.evaluateHandle(() => {
    const texts: string[] = []
    const look = (): void => {
      const progress = document.querySelector('[data-testid="import-progress"]')
      if (progress !== null) texts.push(progress.textContent)
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    return texts
  })
  await dropFiles(page, { name: 'long.csv', bytes: utf8.encode(longTable(8_000)) })
  await expect(page.getByTestId('import-report')).toContainText('8000 runs added.')
  expect(await told.jsonValue()).toContainEqual(
    expect.stringMatching(/Importing long\.csv: \d+ of 8000 rows/),
  )
  await expect(page.getByTestId('import-progress')).toHaveCount(0)

  const { longest, count } = await answers.jsonValue()
  test.info().annotations.push({ type: 'longest answer', description: `${longest} ms of ${count}` })
  expect(count).toBeGreaterThan(5)
  expect(longest).toBeLessThan(BUSY)
})

test('what is wrong with a table is told by kind, in both languages and themes', async ({ launch }) => {
  const { page } = await launch()
  const [header = '', ...rows] = table('reference-table.csv').trimEnd().split('\n')
  rows[0] = (rows[0] ?? '').replace('Momentum', 'Sometimes')
  rows[1] = (rows[1] ?? '').replace(/"\[.*?\]"/, '2026-10-05')
  rows[2] = `${rows[2]},one more`
  const faulty = [`${header},mood`, ...rows.map((row, index) => (index === 2 ? row : `${row},fine`))]
  faulty[5] = 'only,two'
  for (const [language, theme] of [
    ['en', 'light'],
    ['ko', 'dark'],
    ['ko', 'light'],
    ['en', 'dark'],
  ] as const) {
    await choose(page, language, theme)
    await goTo(page, 'runs')
    await dropFiles(page, { name: 'faults.csv', bytes: utf8.encode(faulty.join('\n')) })
    const report = page.getByTestId('import-report')
    await expect(report.locator('[data-problem-kind=word]')).toContainText(
      language === 'en' ? 'optimizer is “Sometimes”' : 'optimizer 열: “Sometimes”는',
    )
    await expect(report.locator('[data-problem-kind=date] p')).toHaveText(
      language === 'en' ? /turned these cells into dates/ : /날짜로 바꾼 칸/,
    )
    await expect(report.locator('[data-problem-kind=row] h5')).toHaveText(
      language === 'en' ? 'Number of cells (1)' : '칸 수 (1)',
    )
    await page.screenshot({ path: test.info().outputPath(`report-${language}-${theme}.png`) })
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(report).toHaveCount(0)
  }
})
