import { copyFileSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { axeFindings } from '../helpers/axe.ts'
import { dropFromOutside } from '../helpers/drops.ts'
import { choose, goTo } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { torchSafetensors } from '../helpers/torch-file.ts'

const LAYERS = [
  { name: '1', inputs: 784, outputs: 32 },
  { name: '3', inputs: 32, outputs: 10 },
]

test('a model of PyTorch that is dropped is shown, asked about, tried and opened as a run', async ({
  launch,
}, info) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-model-'))
  const path = info.outputPath('classifier.safetensors')
  writeFileSync(
    path,
    torchSafetensors(LAYERS, (at) => Math.sin(at) / 10),
  )
  const { page } = await launch({ userDataDir: folder })
  await choose(page, 'en', 'light')
  await goTo(page, 'data')
  await dropFromOutside(page, { paths: [path] })
  const dialog = page.getByTestId('opened-file')
  await expect(page.getByTestId('model-facts')).toContainText('784-32-10')
  await expect(page.getByTestId('model-facts')).toContainText('25,450')
  await expect(page.getByTestId('model-data')).toContainText('Fashion-MNIST')
  expect(await axeFindings(page)).toEqual([])

  // The file has only numbers, so the lab asks before it can be taken: by the keyboard.
  await expect(page.getByTestId('take-file')).toBeDisabled()
  await page.getByTestId('model-activation').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('SELU')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('model-activation')).toContainText('SELU')
  await page.getByTestId('model-title').fill('From my notebook')
  await choose(page, 'ko', 'dark')
  expect(await axeFindings(page)).toEqual([])
  await choose(page, 'en', 'light')
  await page.getByTestId('take-file').focus()
  await page.keyboard.press('Enter')

  await expect(dialog).toHaveCount(0)
  await expect(page.locator('main h1').first()).toContainText('From my notebook')
  await page.getByRole('tab', { name: 'Report' }).click()
  await expect(page.getByTestId('report')).toContainText('Ankle boot')
})

test('a file that is no model is told in a sentence, and nothing is made of it', async ({ launch }, info) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-model-'))
  const path = info.outputPath('broken.safetensors')
  const whole = torchSafetensors(LAYERS, () => 0)
  writeFileSync(path, whole.subarray(0, whole.length - 5))
  const { page } = await launch({ userDataDir: folder, args: [path] })
  const problem = page.getByTestId('opened-file-problem')
  await choose(page, 'en', 'light')
  await expect(problem).toContainText('Cannot use broken.safetensors: its tensors take')
  await choose(page, 'ko', 'light')
  await expect(problem).toContainText('broken.safetensors를 쓸 수 없습니다')
  await page.keyboard.press('Escape')
  await expect(problem).toHaveCount(0)

  // A network for images of another size fits no data that are here.
  const other = info.outputPath('digits.npz')
  copyFileSync('test/fixtures/models/torch-relu.npz', other)
  await dropFromOutside(page, { paths: [other] })
  await expect(page.getByTestId('no-data')).toBeVisible()
  await expect(page.getByTestId('take-file')).toBeDisabled()
  expect(readdirSync(join(folder, 'library', 'runs'))).toEqual([])
})
