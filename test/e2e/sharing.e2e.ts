import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { axeFindings } from '../helpers/axe.ts'
import { listRuns } from '../helpers/lab-calls.ts'
import { choose, goTo, startTraining } from '../helpers/lab-pages.ts'
import { expect, type LabWindow, test } from '../helpers/lab-window.ts'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-folder-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))

/** Lets the system's dialog answer at once, as nobody is there to click in it. */
async function answerDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

async function joinFolder({ app, page }: LabWindow, path: string): Promise<void> {
  await answerDialog(app, path)
  await goTo(page, 'sharing')
  await page.getByTestId('choose-folder').click()
  await page.getByTestId('confirm-folder').click()
  await expect(page.getByTestId('sharing-state')).toHaveAttribute('data-state', 'up-to-date')
}

test('a run that is trained in one window appears in the other, and both end with the same note', async ({
  launch,
}, info) => {
  const ada = await launch()
  const ben = await launch()
  await choose(ada.page, 'en', 'light')
  await choose(ben.page, 'ko', 'dark')
  await ada.page.evaluate(() => window.lab.requests['settings:set']({ author: 'Ada' }))
  await joinFolder(ada, folder)
  await joinFolder(ben, folder)

  await startTraining(ada.page, 'Quick look', { 'plan.iterations': '200' })
  await goTo(ada.page, 'training')
  await expect(ada.page.getByTestId('ended')).toBeVisible()
  const endedAt = Date.now()
  await expect.poll(async () => (await listRuns(ben.page)).length).toBe(1)
  info.annotations.push({
    type: 'seconds until the other window showed the run',
    description: String((Date.now() - endedAt) / 1000),
  })
  const [run] = await listRuns(ben.page)
  expect(run).toMatchObject({ origin: 'team', record: { author: 'Ada', stopReason: 'completed' } })
  await goTo(ben.page, 'runs')
  // Only the columns in sight are drawn; the author stands further right.
  await expect(async () => {
    await ben.page.getByRole('grid').hover()
    await ben.page.mouse.wheel(400, 0)
    await expect(ben.page.getByRole('grid').getByText('Ada', { exact: true }).first()).toBeVisible({
      timeout: 500,
    })
  }).toPass()

  const id = run?.record.id ?? ''
  const annotate = (page: Page, title: string): Promise<void> =>
    page.evaluate(([runId, text]) => window.lab.requests['runs:annotate']([runId], { title: text }), [
      id,
      title,
    ] as const)
  await Promise.all([annotate(ada.page, 'by Ada'), annotate(ben.page, 'by Ben')])
  const titles = async (): Promise<readonly string[]> => {
    const all = await Promise.all([listRuns(ada.page), listRuns(ben.page)])
    return all.map(([first]) => first?.annotations.title ?? '')
  }
  await expect
    .poll(async () => new Set(await titles()).size, {
      message: 'both windows show one title',
    })
    .toBe(1)
  await ben.page.evaluate((runId) => window.lab.requests['runs:annotate']([runId], { note: '한글 메모' }), id)
  await expect.poll(async () => (await listRuns(ada.page))[0]?.annotations.note).toBe('한글 메모')

  await goTo(ada.page, 'sharing')
  await goTo(ben.page, 'sharing')
  await expect(ben.page.getByTestId('people')).toContainText('Ada')
  await info.attach('sharing-en-light', { body: await ada.page.screenshot(), contentType: 'image/png' })
  await info.attach('sharing-ko-dark', { body: await ben.page.screenshot(), contentType: 'image/png' })
  expect(await axeFindings(ada.page)).toEqual([])

  await goTo(ada.page, 'runs')
  await ada.page.getByRole('grid').locator('[data-run] [data-column=title]').first().click()
  // Who wrote what: by the keyboard, with name and device.
  await ada.page.getByTestId('history-toggle').focus()
  await ada.page.keyboard.press('Enter')
  await expect(ada.page.getByTestId('history')).toContainText('한글 메모')
  await expect(ada.page.getByTestId('history')).toContainText('by Ada')
  await expect(ada.page.getByTestId('history')).toContainText(/Ada \([0-9a-z]{8}\)/)
  await info.attach('history', { body: await ada.page.screenshot(), contentType: 'image/png' })
  expect(await axeFindings(ada.page)).toEqual([])
  await ada.page.getByRole('grid').locator('[data-run] [id$="-tick"]').first().click()
  await ada.page.getByTestId('delete-for-all').click()
  await ada.page.getByTestId('confirm-delete').click()
  await expect.poll(async () => (await listRuns(ben.page)).length).toBe(0)
  await info.attach('deleted', { body: await ada.page.screenshot(), contentType: 'image/png' })
  await ada.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await listRuns(ben.page)).length).toBe(1)
})

test('what was found is shown before anything is written, and a folder that cannot work is refused', async ({
  launch,
}, info) => {
  const { app, page } = await launch()
  await choose(page, 'en', 'light')
  await goTo(page, 'sharing')
  await answerDialog(app, '/')
  await page.getByTestId('choose-folder').click()
  await expect(page.getByTestId('refusal')).toBeVisible()
  await expect(page.getByTestId('confirm-folder')).toBeHidden()
  await page.keyboard.press('Escape')
  await answerDialog(app, folder)
  await page.getByTestId('choose-folder').click()
  await expect(page.getByTestId('proposal')).toContainText('our-neural-network')
  await info.attach('proposal', { body: await page.screenshot(), contentType: 'image/png' })
  await page.getByTestId('confirm-folder').click()
  await expect(page.getByTestId('sharing-state')).toHaveAttribute('data-state', 'up-to-date')

  writeFileSync(
    join(folder, 'our-neural-network', 'stranger.json'),
    '{"fmt":"our-neural-network/run","v":"1"}',
  )
  await page.getByTestId('sync-now').click()
  await expect(page.getByTestId('problems')).toContainText('stranger.json')
  await expect(page.getByTestId('sharing-state')).toHaveAttribute('data-state', 'needs-attention')
  await info.attach('problems', { body: await page.screenshot(), contentType: 'image/png' })

  await page.getByTestId('leave').click()
  await expect(page.getByTestId('choose-folder')).toBeVisible()
})
