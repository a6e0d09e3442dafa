import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { choose, goTo, startTraining } from './lab-pages.ts'
import { expect, type LabWindow, type LaunchLab } from './lab-window.ts'

export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(`test/fixtures/pictures/${name}`))

export async function openImagePage(launch: LaunchLab): Promise<LabWindow> {
  const lab = await launch()
  await choose(lab.page, 'en', 'light')
  await startTraining(lab.page, 'Quick look', { 'plan.iterations': '60' })
  await expect(lab.page.getByTestId('ended')).toBeVisible()
  await goTo(lab.page, 'image')
  await expect(lab.page.getByTestId('prediction')).toHaveText(/%/)
  return lab
}

/** Milliseconds; a slow core may take a while for anything, but what froze the window froze a fast one for 20 seconds and more. */
export const BUSY = 12_000

/** Measures from now on how long the window's thread was away. */
export async function watchThread(page: Page): Promise<() => Promise<number>> {
  const state = await page.evaluateHandle(() => {
    const measured = { last: performance.now(), longest: 0 }
    setInterval(() => {
      const now = performance.now()
      measured.longest = Math.max(measured.longest, now - measured.last)
      measured.last = now
    }, 10)
    return measured
  })
  return () => state.evaluate(({ last, longest }) => Math.max(longest, performance.now() - last))
}

export const said = (page: Page, text: string | RegExp): Promise<void> =>
  expect(page.getByText(text, { exact: false }).first()).toBeVisible()
