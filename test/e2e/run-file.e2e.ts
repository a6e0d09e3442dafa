import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { axeFindings } from '../helpers/axe.ts'
import { dropFromOutside } from '../helpers/drops.ts'
import { choose, goTo } from '../helpers/lab-pages.ts'
import { expect, isRoot, root, test } from '../helpers/lab-window.ts'
import { run } from '../helpers/run-to-end.ts'
import { folderWithRuns } from '../helpers/runs-page.ts'

/** The runs of a user's folder as a run file. */
function writeRunFile(userDataDir: string, path: string): readonly string[] {
  const folder = join(userDataDir, 'library', 'runs')
  const runs = readdirSync(folder)
  const records = runs.map((id) => [`runs/${id}/record.json`, readFileSync(join(folder, id, 'record.json'))])
  const about = { format: 'our-neural-network/run-file', version: 1, runs, searches: [], files: runs.length }
  const text = new TextEncoder().encode(JSON.stringify(about))
  writeFileSync(path, zipSync({ 'run-file.json': text, ...Object.fromEntries(records) }))
  return runs
}

test('a run file with which the lab is started, or that is dropped on it, is shown and then taken', async ({
  launch,
}, info) => {
  const path = info.outputPath('team.onn')
  const runs = writeRunFile(folderWithRuns(3), path)
  const { page } = await launch({ args: [path] })
  const dialog = page.getByTestId('opened-file')
  await expect(dialog).toContainText('Runs: 3, of which 3 are not in this library yet.')
  expect(await axeFindings(page)).toEqual([])
  await page.getByTestId('take-file').click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByTestId('runs-count')).toContainText(String(runs.length))

  await choose(page, 'en', 'dark')
  await goTo(page, 'image')
  await dropFromOutside(page, { paths: [path] })
  await expect(dialog).toContainText('Runs: 3, of which 0 are not in this library yet.')
  await page.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toHaveCount(0)

  writeFileSync(path, 'no zip')
  await dropFromOutside(page, { paths: [path] })
  await expect(page.getByTestId('opened-file-problem')).toContainText(
    'Cannot open team.onn: it is no whole zip',
  )
})

test('a second start hands its run file to the window that is there, and ends', async ({ launch }, info) => {
  const path = info.outputPath('team.onn')
  writeRunFile(folderWithRuns(2), path)
  const { app, page, userDataDir } = await launch()
  const words = [root, `--user-data-dir=${userDataDir}`, '--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])]
  const { code, notes } = await run(spawn(app.process().spawnfile, [...words, path]))
  expect(code, notes).toBe(0)
  await expect(page.getByTestId('opened-file')).toContainText(
    'Runs: 2, of which 2 are not in this library yet.',
  )
  await page.getByTestId('take-file').click()
  await expect(page.getByTestId('runs-count')).toContainText('2')
})
