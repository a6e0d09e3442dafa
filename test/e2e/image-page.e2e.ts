import type { Page } from '@playwright/test'
import { axeFindings } from '../helpers/axe.ts'
import { dropFiles } from '../helpers/drops.ts'
import { choose, goTo, startTraining } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'

/** The head of a PNG that says how large it is, and nothing after it. */
function pngHead(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(33)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  bytes.set([8, 2, 0, 0, 0], 24)
  return bytes
}

/** A real picture, drawn and encoded by the window: a dark T on white paper. */
async function picture(page: Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(300, 200)
    const context = canvas.getContext('2d')
    if (context === null) return []
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, 300, 200)
    context.fillStyle = '#202020'
    context.fillRect(90, 30, 120, 40)
    context.fillRect(120, 30, 60, 140)
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
  })
  return new Uint8Array(bytes)
}

test('pictures are classified, and bad files get a sentence and lose nothing', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'light')
  await startTraining(page, 'Quick look', { 'plan.iterations': '100' })
  await expect(page.getByTestId('ended')).toBeVisible()
  await page.getByTestId('try-image').click()
  await expect(page.getByTestId('prediction')).toHaveText(/%/)
  const before = await page.getByTestId('prediction').textContent()

  await dropFiles(page, { name: 'notes.txt', bytes: new TextEncoder().encode('not a picture') })
  await expect(
    page.getByText('notes.txt is not a picture that the lab can read', { exact: false }).first(),
  ).toBeVisible()
  await dropFiles(page, { name: 'huge.png', bytes: pngHead(20_000, 20_000) })
  await expect(page.getByText(/huge\.png is 20,?000×20,?000 pixels/).first()).toBeVisible()
  await dropFiles(page, { name: 'cut.png', bytes: pngHead(20, 20) })
  await expect(page.getByText('cut.png is damaged', { exact: false }).first()).toBeVisible()
  await expect(page.getByTestId('prediction')).toHaveText(before ?? '')

  await dropFiles(page, { name: 'shirt.png', bytes: await picture(page) })
  await expect(page.getByText('How it becomes 28×28')).toBeVisible()
  await expect(page.getByTestId('prediction')).toHaveText(/^[A-Z].*, \d+\.\d\s%$/)
  expect(await axeFindings(page)).toEqual([])
})

test('a drawing is classified while it grows, by hand and by keys, and is taken back', async ({ launch }) => {
  const { page } = await launch()
  await choose(page, 'en', 'dark')
  await startTraining(page, 'Quick look', { 'plan.iterations': '100' })
  await expect(page.getByTestId('ended')).toBeVisible()
  await goTo(page, 'image')
  await page.getByRole('tab', { name: 'Drawing' }).click()
  const prediction = page.getByTestId('prediction')
  await expect(prediction).toHaveText('No picture yet')

  // Places within the canvas, wherever it is when the pointer comes there.
  const drawing = page.getByTestId('drawing')
  await drawing.hover({ position: { x: 60, y: 60 } })
  await page.mouse.down()
  await drawing.hover({ position: { x: 180, y: 60 } })
  await drawing.hover({ position: { x: 120, y: 200 } })
  await page.mouse.up()

  await expect(prediction).toHaveText(/%$/)
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(prediction).toHaveText('No picture yet')
  await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click()
  await expect(prediction).toHaveText(/%$/)
  await page.getByRole('button', { name: 'Clear' }).click()

  await drawing.focus()
  await page.keyboard.press(']')
  await expect(page.getByText('Size 40')).toBeAttached()
  await page.keyboard.press('Space')
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('board-cursor')).toBeVisible()
  await expect(page.getByText(/^Drawn to column \d+, row \d+$/)).toBeAttached()
  await page.keyboard.press('Space')
  await expect(prediction).toHaveText(/%$/)
  await page.keyboard.press('Control+z')
  await expect(prediction).toHaveText('No picture yet')
  await page.keyboard.press('Control+Shift+z')
  await expect(prediction).toHaveText(/%$/)
  // The eraser over the same way leaves nothing.
  await page.keyboard.press('e')
  await page.keyboard.press(']')
  await page.keyboard.press('Space')
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Space')
  await expect(prediction).toHaveText('This picture is empty')
  expect(await axeFindings(page)).toEqual([])
})

test('the camera takes a picture, and is off as soon as its view is left', async ({ launch }) => {
  const { page } = await launch({ args: ['--use-fake-device-for-media-stream'] })
  await choose(page, 'en', 'light')
  await startTraining(page, 'Quick look', { 'plan.iterations': '100' })
  await expect(page.getByTestId('ended')).toBeVisible()
  await goTo(page, 'image')
  await page.getByRole('tab', { name: 'Camera' }).click()
  await expect(page.getByTestId('prediction')).toHaveText('No picture yet')
  await page.getByRole('button', { name: 'Turn the camera on' }).click()
  const camera = page.getByTestId('camera')
  await expect(camera).toBeVisible()
  const stream = await camera.evaluateHandle((video: HTMLVideoElement) => video.srcObject as MediaStream)
  await expect
    .poll(() => camera.evaluate((video: HTMLVideoElement) => video.videoWidth > 0 && video.currentTime > 0))
    .toBe(true)
  await page.getByRole('button', { name: 'Take a picture' }).click()
  await expect(page.getByTestId('prediction')).toHaveText(/%$/)
  await expect(page.getByText('How it becomes 28×28')).toBeVisible()
  await page.getByTestId('prediction').hover()
  expect(await axeFindings(page)).toEqual([])

  await goTo(page, 'design')
  expect(await stream.evaluate((each) => each.getTracks().map(({ readyState }) => readyState))).toEqual([
    'ended',
  ])
  const asked = page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (error: Error) => error.name,
    ),
  )
  expect(await asked).toBe('NotAllowedError')
})
