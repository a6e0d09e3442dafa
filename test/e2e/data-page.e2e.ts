import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { axeFindings } from '../helpers/axe.ts'
import { dropFromOutside } from '../helpers/drops.ts'
import { call } from '../helpers/lab-calls.ts'
import { choose, goTo, resize, settled, startTraining } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { greyPng } from '../helpers/png.ts'

type Tab = 'Images' | 'Mean images' | 'Pixels and scaling' | 'Augmentation' | 'Duplicates' | 'Doubtful labels'

const openPart = (page: Page, name: Tab): Promise<void> =>
  page.getByRole('tab', { name, exact: true }).click()

/** What the page needs more than it has, sideways. */
const overflow = (page: Page): Promise<number> =>
  page.getByTestId('data-page').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)

/** Which pixels mattered, by each method; the nearest training images; what other runs say, and the test images that are chosen by it. */
async function lookIntoAnswer(page: Page): Promise<void> {
  const maps = new Set<string>()
  for (const method of ['Gradient × input', 'Integrated gradients', 'Occlusion']) {
    await page.getByTestId('attribution-method').click()
    await page.getByRole('option', { name: method }).click()
    await expect(page.getByTestId('attribution-scores')).toContainText(/^Score of .* before the softmax/)
    maps.add(await page.getByTestId('attribution').evaluate((map) => (map as HTMLCanvasElement).toDataURL()))
  }
  expect(maps.size).toBe(3)
  await expect(page.getByTestId('nearest').getByRole('listitem')).toHaveCount(5)
  await expect(page.getByTestId('nearest')).toContainText(/Bag\s*\d+\.\d/)

  await page.getByTestId('filter-class').click()
  await page.getByRole('option', { name: 'Shirt', exact: true }).click()
  await expect(page.getByTestId('among')).toHaveText(/^\d[\d,]* of 1,000 images$/)
  await expect(page.getByTestId('true-class')).toHaveText('Shirt')
  await page.getByTestId('filter').click()
  await page.getByRole('option', { name: 'Only mistakes of this run' }).click()
  await expect(page.getByTestId('prediction')).toHaveText(/: wrong$/)
  await page.getByTestId('voters').click()
  for (const option of await page.getByRole('option').all()) await option.click()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('votes').getByRole('listitem')).toHaveCount(2)
  await page.getByTestId('filter').click()
  await page.getByRole('option', { name: 'Where runs disagree' }).click()
  await expect(page.getByTestId('among')).toHaveText(/^\d+ of \d+ images$/)
  await expect(page.getByTestId('votes')).toContainText('%')
  const said = [
    ...(await page.getByTestId('votes').locator('li span.truncate[title]').allTextContents()),
    (await page.getByTestId('prediction').textContent())?.split(',')[0] ?? '',
  ]
  const classes = new Set(said.map((text) => text.trim()).filter((text) => !text.includes('SELU')))
  expect(classes.size).toBeGreaterThan(1)
}

test('the data show their classes, their images, their pixels and their doubtful labels', async ({
  launch,
}) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  await resize(app, page, 1280, 800)
  for (const seed of ['1', '2', '3']) {
    await startTraining(page, 'Quick look', { 'plan.iterations': '60', 'plan.seed': seed })
    await expect(page.getByTestId('ended')).toBeVisible()
  }

  await goTo(page, 'data')
  const counts = page.getByTestId('class-counts')
  await expect(counts.getByRole('row')).toHaveCount(11)
  await expect(counts.getByRole('row').nth(1)).toContainText(/T-shirt\/top\s*6,000\s*1,000/)

  // Samples by class, others on demand, and one of them large; by keyboard.
  const samples = page.getByTestId('samples')
  await expect(samples.getByRole('button')).toHaveCount(120)
  const first = samples.getByRole('button').first()
  const before = await first.getAttribute('aria-label')
  await page.getByTestId('other-samples').click()
  await expect(first).not.toHaveAttribute('aria-label', before ?? '')
  await page.getByTestId('samples-split').click()
  await page.getByRole('option', { name: 'Test' }).click()
  await page.getByTestId('samples-class').click()
  await page.getByRole('option', { name: 'Bag' }).click()
  await expect(samples.getByRole('button')).toHaveCount(60)
  await page.getByTestId('more-samples').click()
  await expect(samples.getByRole('button')).toHaveCount(120)
  await first.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('large-image')).toHaveAccessibleName(/^Test image \d+: Bag$/)
  const name = await page.getByTestId('large-image').getAttribute('aria-label')
  await page.getByTestId('classify-image').click()
  await expect(page.getByTestId('true-class')).toHaveText('Bag')
  await expect(page.getByTestId('test-index')).toHaveValue(/\d+/)
  expect(name).toContain(await page.getByTestId('test-index').inputValue())
  await lookIntoAnswer(page)
  await goTo(page, 'data')

  await openPart(page, 'Mean images')
  await expect(page.getByTestId('moments').getByRole('img')).toHaveCount(22)

  await openPart(page, 'Pixels and scaling')
  const scalings = page.getByTestId('scalings').getByRole('row')
  await expect(scalings.nth(1)).toContainText(/Unscaled.*0\s*255\s*72\.94\s*90\.02\s*13,424/)
  await expect(scalings.nth(3)).toContainText(/Standardized\s*-0\.81\s*2\.022\s*0\s*1\s*1/)

  await openPart(page, 'Augmentation')
  const draws = page.getByTestId('draws').locator('canvas')
  await expect(draws).toHaveCount(12)
  const pictures = (): Promise<readonly string[]> =>
    draws.evaluateAll((all) => (all as HTMLCanvasElement[]).map((each) => each.toDataURL()))
  await expect.poll(async () => new Set(await pictures()).size).toBeGreaterThan(6)
  const drawn = await pictures()
  await page.getByTestId('draw-again').click()
  await expect.poll(pictures).not.toEqual(drawn)
  await page.getByTestId('reset-augmentation').click()
  await expect.poll(pictures).toEqual(drawn)

  // A long search tells how far it is, and ends when somebody has seen enough.
  await openPart(page, 'Duplicates')
  const search = page.getByTestId('duplicate-search')
  await expect(search).toContainText(/^Comparing all images: [1-9]\d?\s?%/)
  await search.getByRole('button', { name: 'Stop' }).click()
  await expect(search).toContainText('The search was stopped.')
  await search.getByRole('button', { name: 'Search again' }).click()
  await expect(search.getByRole('progressbar')).toBeVisible()

  await openPart(page, 'Doubtful labels')
  await expect(page.getByTestId('labels-text')).toContainText(
    /^Most of 3 runs get [\d,]+ test images wrong\.$/,
  )
  await expect(page.getByTestId('doubtful').getByRole('listitem').first()).toContainText(
    /Label: .*3 of 3 runs: /s,
  )

  await resize(app, page, 760, 860)
  await choose(page, 'ko', 'dark')
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    await settled(page)
    expect(await overflow(page)).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  }
})

/** Trains a little on data of one's own, by the form. */
async function startOn(page: Page, data: string): Promise<void> {
  await goTo(page, 'design')
  await page.getByTestId('presets').click()
  await page.getByRole('menuitem', { name: 'Quick look' }).first().click()
  await page.locator('[data-field="dataset"] button[role="combobox"]').click()
  await page.getByRole('option', { name: data }).click()
  await page.locator('[data-field="plan.iterations"] input').first().fill('20')
  await page.getByTestId('start').click()
  await expect(page.getByTestId('ended')).toBeVisible()
}

/** The system's dialog answers with this folder. */
const answerWith = (app: ElectronApplication, folder: string): Promise<void> =>
  app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, folder)

const PICTURES = 100

/** Two classes of pictures of 16x16, one bright above and one bright below. */
function writePictures(folder: string): void {
  for (const [name, isBelow] of [
    ['위', false],
    ['아래', true],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true })
    for (let at = 0; at < PICTURES; at += 1) {
      const pixels = Uint8Array.from({ length: 256 }, (_, pixel) =>
        pixel >= 128 === isBelow ? 150 + at : at,
      )
      writeFileSync(join(folder, name, `${at}.png`), greyPng(pixels, 16))
    }
  }
}

test('a folder of pictures is shown before it is added, searched for duplicates, trained on, and removed again', async ({
  launch,
}) => {
  const { app, page, userDataDir } = await launch()
  await choose(page, 'en', 'light')
  const folder = join(userDataDir, '방향')
  writePictures(folder)
  await goTo(page, 'data')

  // A fault is told with the name of its file, and nothing is added.
  writeFileSync(join(folder, '위', 'broken.png'), 'hello')
  await answerWith(app, folder)
  await page.getByTestId('add-data').click()
  await expect(page.getByTestId('folder-problem')).toContainText(/broken\.png: it is .*PNG, JPEG/)
  await page.keyboard.press('Escape')
  rmSync(join(folder, '위', 'broken.png'))

  await page.getByTestId('add-data').click()
  const shown = page.getByTestId('folder')
  await expect(page.getByTestId('folder-name')).toHaveValue('방향')
  await expect(shown.getByRole('listitem').first()).toContainText(/아래\s*80 to train on, 20 to test with/)
  await expect(shown.locator('canvas')).toHaveCount(12)
  await page.getByTestId('confirm-data').click()
  await expect(page.getByTestId('data-choice')).toContainText('방향')
  await expect(page.getByTestId('class-counts').getByRole('row').nth(2)).toContainText(/위\s*80\s*20/)

  // The search ends at its limit: pictures of a class differ by single levels.
  await openPart(page, 'Duplicates')
  await expect(page.getByTestId('duplicates-text')).toContainText(
    /^No image is in the data twice\. 1,000 pairs .* There may be more/,
  )
  await expect(page.getByTestId('duplicates').locator('canvas').first()).toBeVisible()
  await expect(page.getByTestId('duplicates').locator('figcaption').first()).toContainText(
    /^(Training|Test) image \d+: (위|아래)$/,
  )
  await page.getByTestId('duplicate-kind').click()
  await page.getByRole('option', { name: 'With different labels (0)' }).click()
  await expect(page.getByText('There are none of this kind.')).toBeVisible()

  await startOn(page, '방향')

  // The Image page follows the data of the run: its names, its size, its images.
  await goTo(page, 'image')
  await expect(page.getByTestId('prediction')).toContainText(/위|아래/)
  await expect(page.getByTestId('class-bars').getByRole('row')).toHaveCount(2)
  await expect(page.getByTestId('true-class')).toHaveText('아래')
  await expect(page.getByTestId('nearest').getByRole('listitem').first()).toContainText('아래')
  await expect(page.getByTestId('attribution-scores')).toContainText(/위|아래/)
  // What is far is measured on these data; the page says nothing of clothes.
  await expect(page.getByTestId('distance')).toContainText(/test images/)
  await expect(page.getByTestId('distance')).toHaveAttribute('data-far', /true|false/)
  await expect(
    page.getByText(/^The five of 160 .* Nine of ten test images are [\d.]+ to [\d.]+ away\.$/),
  ).toBeVisible()
  await page.getByTestId('test-index').fill('40')
  await expect(page.getByText('Enter a whole number from 0 to 39.')).toBeVisible()

  await goTo(page, 'data')
  await page.getByTestId('data-menu').click()
  await page.getByRole('menuitem', { name: 'Remove these data' }).click()
  await expect(page.getByRole('dialog')).toContainText('1 run was trained on these data. It stays')
  await page.getByTestId('confirm-remove-data').click()
  await expect(page.getByTestId('data-choice')).toContainText('Fashion-MNIST')
  expect(await call(page, 'data:list')).toHaveLength(1)

  // Given back by a drop, and known as what it was.
  await dropFromOutside(page, { paths: [folder] })
  await page.getByTestId('confirm-data').click()
  await expect(page.getByTestId('data-choice')).toContainText('방향')
  await page.getByTestId('add-data').click()
  await expect(shown).toContainText('The library has these images already, as “방향”.')
})

test('what is dropped is taken, even where the page goes away below it', async ({ launch }) => {
  const { page, userDataDir } = await launch()
  await choose(page, 'en', 'light')
  const folder = join(userDataDir, '방향')
  writePictures(folder)
  await goTo(page, 'design')
  await dropFromOutside(page, { paths: [folder] }, async () => {
    await page.keyboard.press('Control+6')
    await expect(page.locator('main h1')).toHaveText('Data')
  })
  await expect(page.getByTestId('folder-name')).toHaveValue('방향')
  await expect(page.getByTestId('drop-surface')).toHaveCount(0)
})
