import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finalNetwork } from '#shared/experiment/presets'
import { call } from '../helpers/lab-calls'
import { choose, goTo } from '../helpers/lab-pages'
import { expect, test } from '../helpers/lab-window'
import { answerDialogs } from '../helpers/runs-page'
import { readSvg } from '../helpers/svg-file'

const PNG = [137, 80, 78, 71]

test('a chart fits its range, begins at zero, zooms with Ctrl alone, and is saved and copied', async ({
  launch,
}, info) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  await goTo(page, 'training')
  await call(
    page,
    'training:start',
    { ...finalNetwork, plan: { ...finalNetwork.plan, iterations: 60 } },
    null,
  )
  await expect(page.getByTestId('ended')).toBeVisible()
  const panel = page.getByTestId('loss-chart')
  await expect(panel.getByTestId('latest')).toHaveCount(3)

  await panel.getByTestId('from-zero').click()
  await expect(panel.getByTestId('from-zero')).toHaveAttribute('aria-pressed', 'true')
  await panel.getByTestId('log-scale').click()
  await expect(panel.getByTestId('log-scale')).toHaveAttribute('aria-pressed', 'true')
  await expect(panel.getByTestId('from-zero')).toHaveCount(0)

  const canvas = panel.locator('canvas')
  await canvas.scrollIntoViewIfNeeded()
  await canvas.hover()
  await page.mouse.wheel(0, 60)
  await expect(panel.getByTestId('reset-zoom')).toHaveCount(0)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -120)
  await page.keyboard.up('Control')
  await expect(panel.getByTestId('reset-zoom')).toBeVisible()
  await panel.getByTestId('reset-zoom').click()
  await expect(panel.getByTestId('reset-zoom')).toHaveCount(0)

  const folder = mkdtempSync(join(tmpdir(), 'lab-chart-'))
  async function saved(item: string, name: string): Promise<Buffer> {
    const file = join(folder, name)
    await answerDialogs(app, { save: file })
    await panel.getByTestId('chart-menu').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: item }).press('Enter')
    await expect.poll(() => existsSync(file)).toBe(true)
    return readFileSync(file)
  }
  // On a slide it reaches from edge to edge.
  const png = await saved('Save as PNG', 'loss.png')
  expect([...png.subarray(0, 4)]).toEqual(PNG)
  expect(png.readUInt32BE(16)).toBe(1920)
  expect(png.readUInt32BE(20)).toBeGreaterThanOrEqual(1080)
  await info.attach('loss', { body: png, contentType: 'image/png' })
  const svg = await saved('Save as SVG', 'loss.svg')
  expect(readSvg(svg.toString()).texts).toEqual(expect.arrayContaining(['Loss', 'Iteration', '60']))
  await info.attach('loss', { body: svg, contentType: 'image/svg+xml' })
  const rows = (await saved('Save the numbers as CSV', 'loss.csv')).toString().trimEnd().split('\n')
  expect(rows[0]).toMatch(/^Iteration,.+,.+,.+$/)
  expect(rows.at(-1)).toMatch(/^60,/)

  await panel.getByTestId('chart-menu').click()
  await page.getByRole('menuitem', { name: 'Copy image' }).click()
  const isCopied = (): Promise<boolean> =>
    app.evaluate(({ clipboard }) => {
      // Electron before 45 has another way to ask.
      const { readImage } = clipboard as unknown as { readImage?: () => { isEmpty(): boolean } }
      return readImage === undefined ? clipboard.has('image/png') : !readImage().isEmpty()
    })
  await expect.poll(isCopied).toBe(true)
})
