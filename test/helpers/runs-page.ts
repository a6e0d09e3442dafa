import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Locator, Page } from '@playwright/test'

const script = fileURLToPath(new URL('../../scripts/make-library.mjs', import.meta.url))

/** Puts invented runs into the library of a user's folder. */
function makeLibraryIn(userDataDir: string, runs: number, points = 40): void {
  const size = ['--runs', String(runs), '--points', String(points)]
  execFileSync(process.execPath, [script, join(userDataDir, 'library'), ...size])
}

/** A user's folder with so many invented runs. */
export function folderWithRuns(runs: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-runs-'))
  makeLibraryIn(folder, runs)
  return folder
}

/** What the box of the search is called. */
export const SEARCH = /^Search: words or conditions/

/** How many runs the table shows, and of how many. */
export const shownRuns = (page: Page): Promise<string | null> => page.getByTestId('runs-count').textContent()

/** Opens the page of runs and waits for its table. */
export async function openRuns(page: Page): Promise<Locator> {
  await page
    .getByRole('button', { name: 'Runs' })
    .or(page.getByRole('link', { name: 'Runs' }))
    .first()
    .click()
  const grid = page.getByTestId('runs-grid')
  await grid.waitFor()
  return grid
}

/** Texts of a column, from the top, of the rows that can be seen. */
export async function columnTexts(grid: Locator, column: string): Promise<readonly string[]> {
  const rows = grid.locator('[role=rowgroup] > [role=row]')
  const cells = await rows.evaluateAll(
    (elements, id) =>
      elements
        .map((row) => ({
          place: Number(row.getAttribute('aria-rowindex')),
          text: row.querySelector(`[data-column="${id}"]`)?.textContent.trim() ?? '',
        }))
        .sort((a, b) => a.place - b.place)
        .map(({ text }) => text),
    column,
  )
  return cells
}

export const header = (grid: Locator, column: string): Locator =>
  grid.locator(`[role=columnheader][data-column="${column}"]`)

/** The next dialogs of the app open that file, and save to that one, without asking. */
export async function answerDialogs(
  app: ElectronApplication,
  files: { readonly open?: string; readonly save?: string },
): Promise<void> {
  await app.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' })
  }, files)
}
