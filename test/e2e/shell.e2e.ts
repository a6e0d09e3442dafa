import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { axeFindings } from '../helpers/axe.ts'
import { askPalette, choose, goTo, resize } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { folderWithRuns } from '../helpers/runs-page.ts'

/** Labels of the menu of the app, of its submenus too. */
function menuLabels(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items ?? []
    return items.flatMap((item) => [item.label, ...(item.submenu?.items ?? []).map(({ label }) => label)])
  })
}

test('the palette finds pages, presets, runs and actions by keys alone', async ({ launch }) => {
  const { page } = await launch({ userDataDir: folderWithRuns(30) })
  const palette = page.getByTestId('palette')
  const search = (text: string): Promise<void> => askPalette(page, text)

  await search('image')
  await expect(palette.getByRole('option', { name: 'Image' }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect(page.locator('[data-page=image]')).toHaveAttribute('aria-current', 'page')

  await search('quick look')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-page=design]')).toHaveAttribute('aria-current', 'page')

  await search('SELU Test accuracy > 90 %')
  const option = palette.getByRole('option').filter({ hasText: 'SELU' }).first()
  await expect(option).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await option.click()
  await expect(page.getByTestId('run-page')).toBeVisible()

  await search('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveClass(/dark/)
})

test('help, keys and about are a key away, in both languages, and are no barriers', async ({ launch }) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  await goTo(page, 'runs')
  await page.keyboard.press('F1')
  const help = page.getByTestId('help')
  await expect(help.getByRole('article')).toContainText('One search box takes words and conditions')
  await help.getByRole('button', { name: 'Glossary' }).click()
  await page.getByLabel('Find a term').fill('overfit')
  await expect(page.getByTestId('glossary')).toContainText('by heart')
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)

  await choose(page, 'ko', 'dark')
  await expect.poll(() => menuLabels(app)).toContain('명령 팔레트…')
  await page.keyboard.press('?')
  await expect(page.getByTestId('shortcuts')).toContainText('실험 표에서')
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')

  await app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
    items.find(({ label }) => label === '우리의 신경망 정보')?.click()
  })
  const about = page.getByTestId('about')
  await expect(about).toContainText('f32-fma-1')
  await about.getByText('Fashion-MNIST (데이터)').click()
  await expect(about).toContainText('Zalando SE')
  expect(await axeFindings(page)).toEqual([])
})

test('the folder of the library opens, and of the team only where there is one', async ({ launch }) => {
  const { app, page, userDataDir } = await launch()
  await choose(page, 'en', 'light')
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openPath = (path) => Promise.resolve(opened.push(path)).then(() => '')
  })
  const opened = (): Promise<readonly string[]> =>
    app.evaluate(() => (globalThis as unknown as { opened: readonly string[] }).opened)
  await expect(page.getByTestId('sharing-mark')).toHaveAttribute('data-state', 'off')

  await page.keyboard.press('Control+,')
  await page.getByTestId('open-library').click()
  await expect.poll(opened).toEqual([join(userDataDir, 'library')])
  await app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
    items.find(({ label }) => label === 'Open team folder')?.click()
  })
  await expect(page.getByText('No folder is shared at the moment.').first()).toBeVisible()
  expect(await opened()).toHaveLength(1)
})

test('the window comes back as it was left, and nonsense that is remembered does no harm', async ({
  launch,
}) => {
  const first = await launch()
  await resize(first.app, first.page, 1010, 700)
  await goTo(first.page, 'sharing')
  const place = join(first.userDataDir, 'window.json')
  await first.app.close()
  expect(JSON.parse(readFileSync(place, 'utf8'))).toMatchObject({ isMaximized: false })

  const second = await launch({ userDataDir: first.userDataDir })
  await expect(second.page.locator('[data-page=sharing]')).toHaveAttribute('aria-current', 'page')
  expect(await second.page.evaluate(() => Math.abs(window.innerWidth - 1010))).toBeLessThan(40)
  await second.page.evaluate(() => localStorage.setItem('our-neural-network/page', 'nowhere'))
  await second.app.close()

  writeFileSync(place, '{"x":99999,"y":-99999,"width":1e9,"height":-3,"isMaximized":"no"}')
  const third = await launch({ userDataDir: first.userDataDir })
  await expect(third.page.locator('[data-page=design]')).toHaveAttribute('aria-current', 'page')
  const bounds = await third.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  )
  expect(bounds?.width).toBeGreaterThan(700)
  expect(bounds?.x).toBeLessThan(5000)
})
