import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { liars } from '../helpers/broken-pictures.ts'
import { dropFiles, dropFromOutside, paste } from '../helpers/drops.ts'
import { BUSY, fixture, openImagePage, said, watchThread } from '../helpers/image-page.ts'
import { call } from '../helpers/lab-calls.ts'
import { choose, goTo, type PageName } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { bombPng, colourPng, deepPng, greyPng, plainPng } from '../helpers/png.ts'

/** A PNG whose header says another size. The length is told before anything else is looked at. */
function withSize(png: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(png)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

test('sizes that no decoder should see get a sentence at once, and the window goes on', async ({
  launch,
}) => {
  const { page } = await openImagePage(launch)
  await dropFiles(page, { name: 'shirt.png', bytes: fixture('shirt.png') })
  await expect(page.getByText('shirt.png').first()).toBeVisible()
  await expect(page.getByTestId('prediction')).toHaveText(/%$/)
  const photo = plainPng(12_000, 9_000, 200)
  const longest = await watchThread(page)

  const began = Date.now()
  await dropFiles(page, { name: 'strip.png', bytes: fixture('strip-1x30000.png') })
  await said(page, 'strip.png is 1×30,000 pixels')
  await dropFiles(page, { name: 'wide.png', bytes: plainPng(60_000, 1, 200) })
  await said(page, 'wide.png is 60,000×1 pixels')
  await dropFiles(page, { name: 'high.png', bytes: plainPng(1, 60_000, 200) })
  await said(page, 'high.png is 1×60,000 pixels')
  await dropFiles(page, { name: 'square.png', bytes: withSize(fixture('shirt.png'), 30_000, 30_000) })
  await said(page, 'square.png is 30,000×30,000 pixels')
  // What stood there was another picture's.
  await expect(page.getByTestId('prediction')).toHaveText('No picture yet')
  await dropFiles(page, { name: 'photo.png', bytes: photo })
  await said(page, 'photo.png is 12,000×9,000 pixels')
  expect(Date.now() - began).toBeLessThan(4 * BUSY)
  expect(await longest()).toBeLessThan(BUSY)
})

test('the largest picture that is taken is decoded beside the window, and a newer one overtakes it', async ({
  launch,
}) => {
  const { page } = await openImagePage(launch)
  const large = plainPng(7_000, 7_000, 90)
  const longest = await watchThread(page)

  await dropFiles(page, { name: 'large.png', bytes: large })
  await expect(page.getByTestId('prediction')).toHaveText('This picture is empty')
  await dropFiles(page, { name: 'large.png', bytes: large })
  await dropFiles(page, { name: 'shirt.png', bytes: fixture('shirt.png') })
  await expect(page.getByTestId('prediction')).toHaveText(/%$/)
  await expect(page.getByText('large.png')).toHaveCount(0)

  expect(await longest()).toBeLessThan(BUSY)
})

test('a header that lies gets a sentence, and no verdict of another picture', async ({ launch }) => {
  const { page } = await openImagePage(launch)
  const prediction = page.getByTestId('prediction')
  const longest = await watchThread(page)
  for (const [name, bytes] of Object.entries(liars())) {
    await dropFiles(page, { name: 'shirt.png', bytes: fixture('shirt.png') })
    await expect(page.getByText('shirt.png', { exact: true })).toBeVisible()
    await expect(prediction).toHaveText(/%$/)
    await dropFiles(page, { name, bytes })
    await said(page, name)
    await expect(prediction).not.toHaveText(/%/)
  }
  expect(await longest()).toBeLessThan(BUSY)
})

test('a picture with nothing in it gets no class, and a thing on any ground gets one', async ({ launch }) => {
  const { page } = await openImagePage(launch)
  const prediction = page.getByTestId('prediction')
  const shirt = fixture('shirt.png')
  const blanks = {
    'white.png': plainPng(50, 50, 255),
    'grey.png': plainPng(50, 50, 128),
    'black.png': plainPng(50, 50, 0),
    'clear.png': colourPng(50, 50, () => [255, 255, 255, 0]),
  }
  for (const [name, bytes] of Object.entries(blanks)) {
    await dropFiles(page, { name: 'shirt.png', bytes: shirt })
    await expect(prediction).toHaveText(/%$/)
    await dropFiles(page, { name, bytes })
    await expect(page.getByText(name).first()).toBeVisible()
    await expect(prediction).toHaveText('This picture is empty')
    await expect(page.getByTestId('class-bars')).not.toContainText('%')
  }

  await dropFiles(page, { name: 'shirt.png', bytes: shirt })
  await expect(page.getByText('shirt.png').first()).toBeVisible()
  await expect(prediction).toHaveText(/%$/)
  const opaque = await prediction.textContent()
  for (const name of ['shirt-white-on-transparent.png', 'blank-first.gif']) {
    await dropFiles(page, { name, bytes: fixture(name) })
    await expect(page.getByText(name).first()).toBeVisible()
    await expect(prediction).toHaveText(/%$/)
    // The same shirt, on another ground and in a later frame.
    expect((await prediction.textContent())?.split(',')[0]).toBe(opaque?.split(',')[0])
  }
  await page.getByRole('tab', { name: 'Drawing' }).click()
  await expect(prediction).toHaveText('No picture yet')
})

test('animations, depths and inks of all kinds show the same shirt', async ({ launch }) => {
  const { page } = await openImagePage(launch)
  const prediction = page.getByTestId('prediction')
  const longest = await watchThread(page)
  await dropFiles(page, { name: 'shirt.png', bytes: fixture('shirt.png') })
  await expect(page.getByText('shirt.png', { exact: true })).toBeVisible()
  await expect(prediction).toHaveText(/%$/)
  const shirt = (await prediction.textContent())?.split(',')[0]
  for (const name of [
    'blank-first.png',
    'blank-first.webp',
    'four.gif',
    'shirt-16-transparent.png',
    'shirt-cmyk.jpg',
  ]) {
    await dropFiles(page, { name, bytes: fixture(name) })
    await expect(page.getByText(name, { exact: true })).toBeVisible()
    await expect(prediction).toHaveText(/%$/)
    expect(`${name}: ${(await prediction.textContent())?.split(',')[0]}`).toBe(`${name}: ${shirt}`)
  }
  expect(await longest()).toBeLessThan(BUSY)
})

/** The shirt of the fixtures in another form: dark or bright, as a block with sleeves. */
const isShirt = (x: number, y: number): boolean =>
  (x >= 40 && x < 80 && y >= 20 && y < 105) || (x >= 18 && x < 102 && y >= 20 && y < 45)

test('16 bits, black on transparent, one pixel and a bomb are handled; mid-grey ground is warned of', async ({
  launch,
}) => {
  const { page } = await openImagePage(launch)
  const prediction = page.getByTestId('prediction')
  const distance = page.getByTestId('distance')
  const longest = await watchThread(page)
  const drop = async (name: string, bytes: Uint8Array): Promise<void> => {
    await dropFiles(page, { name, bytes })
    await expect(page.getByText(name, { exact: true })).toBeVisible()
  }

  await drop(
    'deep.png',
    deepPng(120, 120, (x, y) => (isShirt(x, y) ? 12_000 : 65_535)),
  )
  await expect(prediction).toHaveText(/%$/)
  const shirt = (await prediction.textContent())?.split(',')[0]
  await drop(
    'black.png',
    colourPng(120, 120, (x, y) => [47, 47, 47, isShirt(x, y) ? 255 : 0]),
  )
  await expect(prediction).toHaveText(/%$/)
  expect((await prediction.textContent())?.split(',')[0]).toBe(shirt)
  await drop('one.png', plainPng(1, 1, 90))
  await expect(prediction).toHaveText('This picture is empty')
  await drop('bomb.png', bombPng(400_000_000))
  await expect(prediction).toHaveText('This picture is empty')
  await dropFiles(page, {
    name: 'shirt.svg',
    bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  })
  await said(page, 'shirt.svg is not a picture that the lab can read. Its content is an SVG drawing')

  await drop('shirt-on-mid-grey.png', fixture('shirt-on-mid-grey.png'))
  await expect(distance).toHaveAttribute('data-far', 'true')
  await expect(distance).toContainText('Do not rely on this prediction')
  // The same shirt on a patterned ground is no less strange.
  const check = (x: number, y: number): number => ((x >> 3) % 2 === (y >> 3) % 2 ? 230 : 90)
  await drop(
    'patterned.png',
    deepPng(120, 120, (x, y) => 257 * (isShirt(x, y) ? 40 : check(x, y))),
  )
  await expect(prediction).toHaveText(/%$/)
  await expect(distance).toHaveAttribute('data-far', 'true')
  // A screenshot of a test image, ten times as large, is that image again.
  const boot = (await call(page, 'data:image', 'test', 0)).pixels
  await drop(
    'screenshot.png',
    deepPng(280, 280, (x, y) => 257 * (boot[Math.floor(y / 10) * 28 + Math.floor(x / 10)] ?? 0)),
  )
  await expect(prediction).toHaveText(/^Ankle boot, /)
  await expect(distance).toHaveAttribute('data-far', 'false')
  // As the data set has it: nothing is done to it, and nothing is warned of.
  const pixels = Uint8Array.from({ length: 784 }, (_, at) =>
    isShirt((at % 28) * 4, Math.floor(at / 28) * 4) ? 190 : 0,
  )
  await drop('ready.png', greyPng(pixels, 28))
  await expect(page.getByTestId('ready')).toBeVisible()
  await expect(distance).toHaveAttribute('data-far', 'false')
  expect(await longest()).toBeLessThan(BUSY)
})

/** A JPEG that was stored lying on its side: black on the left, white on the right; turned, black is on top. */
async function lyingPhotograph(page: Page): Promise<Uint8Array> {
  const plain = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(200, 100)
    const context = canvas.getContext('2d')
    if (context === null) return []
    context.fillStyle = '#ffffff'
    context.fillRect(100, 0, 100, 100)
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())]
  })
  // One entry of EXIF data: tag 0x0112, orientation, is 6.
  const exif = Buffer.from(
    '457869660000' + '4d4d002a00000008' + '0001' + '01120003000000010006000000000000',
    'hex',
  )
  const length = [(exif.length + 2) >> 8, (exif.length + 2) & 255]
  return new Uint8Array([...plain.slice(0, 2), 0xff, 0xe1, ...length, ...exif, ...plain.slice(2)])
}

test('a photograph is turned as its camera says', async ({ launch }) => {
  const { page } = await openImagePage(launch)
  await dropFiles(page, { name: 'photo.jpg', bytes: await lyingPhotograph(page) })
  const grey = page.getByRole('img', { name: 'Grayscale' })
  await expect(grey).toBeVisible()

  const seen = await grey.evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement
    const level = (x: number, y: number): number =>
      (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(x, y, 1, 1).data[0] ?? -1
    return { width, height, top: level(50, 20) < 30, bottom: level(50, 180) > 225 }
  })
  expect(seen).toEqual({ width: 100, height: 200, top: true, bottom: true })
})

test('of several pictures the first is taken, and that is said', async ({ launch }) => {
  const { page } = await openImagePage(launch)
  const shirt = fixture('shirt.png')
  await dropFiles(page, { name: 'one.png', bytes: shirt }, { name: 'two.png', bytes: shirt })
  await said(page, 'One picture at a time')
  await expect(page.getByText('one.png', { exact: true })).toBeVisible()
  await expect(page.getByTestId('prediction')).toHaveText(/%$/)
})

test('a file is told as what it is, whatever its name says', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  await goTo(page, 'image')
  await dropFiles(page, { name: 'IMG_0042.jpg', bytes: fixture('IMG_0042.jpg') })
  await said(page, 'IMG_0042.jpg is not a picture that the lab can read. Its content is a HEIC picture')
  await dropFiles(page, { name: 'form.png', bytes: Buffer.from('%PDF-1.7\n') })
  await said(page, 'form.png is not a picture that the lab can read. Its content is a PDF document')
  await choose(page, 'ko', 'dark')
  await dropFiles(page, {
    name: 'clip.gif',
    bytes: Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
  })
  await said(page, /clip\.gif: .*동영상입니다/)
})

test('whatever is dropped or pasted anywhere gets our own sentence', async ({ launch }, info) => {
  const { page } = await launch()
  const folder = info.outputPath('my pictures')
  mkdirSync(folder, { recursive: true })
  const table = join(folder, 'runs.csv')
  writeFileSync(table, readFileSync('test/fixtures/tables/exported.csv'))

  await choose(page, 'en', 'light')
  await goTo(page, 'image')
  await dropFromOutside(page, { paths: [folder] })
  await said(page, 'my pictures is a folder')
  await dropFromOutside(page, { text: 'https://example.com/shirt.png' })
  await said(page, 'There was no file.')

  const takeNothing: readonly (readonly [PageName, string])[] = [
    ['design', 'Design'],
    ['training', 'Training'],
    ['sharing', 'Sharing'],
    ['settings', 'Settings'],
  ]
  for (const [name, title] of takeNothing) {
    await goTo(page, name)
    await dropFromOutside(page, { paths: [table] })
    await said(page, `The ${title} page does not take files`)
  }

  await choose(page, 'ko', 'light')
  await goTo(page, 'runs')
  await paste(page, 'accuracy 0.9')
  await said(page, '파일이 없습니다')
  await dropFromOutside(page, { paths: [folder, table] })
  await said(page, 'my pictures: 폴더는 받을 수 없습니다')
  await expect(page.getByRole('dialog')).toContainText('runs.csv')
})
