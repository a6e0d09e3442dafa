import { readFileSync } from 'node:fs'
import { choose } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { answerDialogs, folderWithRuns, openRuns } from '../helpers/runs-page.ts'

/** How a PDF names itself: as UTF-16, or as letters where these suffice. */
function titleOf(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  const hex = /\/Title <FEFF([0-9A-F]+)>/i.exec(text)?.[1]
  if (hex !== undefined) return Buffer.from(hex, 'hex').swap16().toString('utf16le')
  return /\/Title \(([^)]*)\)/.exec(text)?.[1] ?? ''
}

test('ticked runs are compared in a PDF and in Markdown, in the language of the window', async ({
  launch,
}, info) => {
  const { app, page } = await launch({ userDataDir: folderWithRuns(5) })
  await choose(page, 'en', 'light')
  const grid = await openRuns(page)
  for (const place of [0, 1, 2]) await grid.locator('[data-run] [id$="-tick"]').nth(place).click()
  const write = async (name: string, item: RegExp): Promise<Buffer> => {
    const file = info.outputPath(name)
    await answerDialogs(app, { save: file })
    await page.getByTestId('export-run').click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByText(name, { exact: false }).first()).toBeVisible()
    return readFileSync(file)
  }
  const english = await write('comparison.pdf', /^Comparison on paper/)
  expect([english.subarray(0, 5).toString(), titleOf(english)]).toEqual(['%PDF-', 'Our experiments'])
  await choose(page, 'ko', 'light')
  expect(titleOf(await write('비교.pdf', /^인쇄용 비교 보고서/))).toBe('우리의 실험')
  expect((await write('비교.md', /^마크다운 보고서/)).toString()).toMatch(/^# 우리의 실험\n/)
})
