import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ElectronApplication, Page } from '@playwright/test'
import type { LabBridge } from '../../src-shared/ipc-bridge'
import { axeFindings } from '../helpers/axe.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { greyPng } from '../helpers/png.ts'

const IMAGES = 200
const SIZE = 784
const HEADER = 16

interface MadeCard {
  readonly id: string
  readonly card: string
  readonly expected: readonly number[]
}

/** Trains a run, writes its card, and tells which class each of the first test images has by its record. */
function makeCard(folder: string): MadeCard {
  const lab = (...words: readonly string[]): string =>
    execFileSync(process.execPath, ['out/main/lab.js', ...words, '--library', join(folder, 'library')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  lab('train', '--preset', 'quick-look', '--iterations', '150')
  const [run] = JSON.parse(lab('runs', '--json')) as readonly { readonly id: string }[]
  const id = run?.id ?? ''
  lab('note', id, '--title', '<b>Our</b> run', '--note', '</script><script>window.isForeign = true</script>')
  const card = join(folder, 'card.html')
  lab('export', id, '--format', 'card', '--out', card)
  const { predictions } = JSON.parse(lab('show', id, '--json')) as { predictions: { base64: string } }
  const packed = Buffer.from(predictions.base64, 'base64')
  const expected = Array.from({ length: IMAGES }, (_, image) => {
    const pair = packed[image >> 1] ?? 0
    return image % 2 === 0 ? pair >> 4 : pair & 15
  })
  return { id, card, expected }
}

/** Opens a card in a window of Chromium that has no network and nothing of the lab. */
async function openCard(app: ElectronApplication, path: string): Promise<Page> {
  const opened = app.waitForEvent('window')
  await app.evaluate(async ({ BrowserWindow, session }, file) => {
    const own = session.fromPartition('card')
    own.enableNetworkEmulation({ offline: true })
    const window = new BrowserWindow({
      width: 1100,
      height: 900,
      webPreferences: { session: own, sandbox: true },
    })
    await window.loadFile(file)
  }, path)
  const page = await opened
  await page.waitForSelector('h1')
  return page
}

/** In the page: opens one picture after the other, as a person would, and reads which class the card names. */
async function answersTo(pictures: readonly string[]): Promise<readonly number[]> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  const answer = document.querySelector<HTMLElement>('[data-testid=answer]')
  if (input === null || answer === null) return []
  const labels: number[] = []
  for (const base64 of pictures) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], 'a.png'))
    const told = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect()
        resolve(null)
      }).observe(answer, { attributes: true, attributeFilter: ['data-label'] })
    })
    input.files = transfer.files
    input.dispatchEvent(new Event('change'))
    await told
    labels.push(Number(answer.dataset['label']))
  }
  return labels
}

test('a run card works offline: it classifies test images as the lab does, in two languages', async ({
  launch,
}, info) => {
  const userDataDir = info.outputPath('user')
  mkdirSync(userDataDir)
  const { id, card, expected } = makeCard(userDataDir)
  const { app, page: lab } = await launch({ userDataDir })
  const page = await openCard(app, card)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))

  // What people wrote stands there as text and does nothing.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('<b>Our</b> run')
  await expect(page.locator('.note')).toContainText('</script>')
  expect(await page.evaluate(() => 'isForeign' in window)).toBe(false)

  const images = gunzipSync(readFileSync('resources/fashion-mnist/t10k-images-idx3-ubyte.gz')).subarray(
    HEADER,
  )
  const pictures = Array.from({ length: IMAGES }, (_, image) =>
    Buffer.from(greyPng(images.subarray(image * SIZE, (image + 1) * SIZE), 28)).toString('base64'),
  )
  const found = await page.evaluate(answersTo, pictures)
  expect(found).toEqual(expected)

  const board = await page.locator('canvas').first().boundingBox()
  if (board === null) throw new Error('The card has no drawing board.')
  await page.mouse.move(board.x + board.width / 2, board.y + board.height / 4)
  await page.mouse.down()
  await page.mouse.move(board.x + board.width / 2, board.y + (3 * board.height) / 4, { steps: 5 })
  await page.mouse.up()
  await expect(page.locator('meter')).toHaveCount(10)

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: info.outputPath(`card-${colorScheme}.png`), fullPage: true })
    expect(await axeFindings(page)).toEqual([])
  }
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { name: 'Try the network' })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: '한국어' }).click()
  await expect(page.getByRole('heading', { name: '혼동 행렬' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  expect(asked.filter((url) => !/^(?:file|data|blob):/.test(url))).toEqual([])

  const pdf = info.outputPath('card.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, pdf)
  const written = await lab.evaluate(
    (run) =>
      (window as unknown as { readonly lab: LabBridge }).lab.requests['runs:write-file'](
        'pdf',
        [run],
        'card.pdf',
      ),
    id,
  )
  expect(written).toMatchObject({ name: 'card.pdf' })
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
})
