import { type ElectronApplication, expect, type Page } from '@playwright/test'
import type { Settings, Theme } from '../../src-shared/ipc'
import type { LabBridge } from '../../src-shared/ipc-bridge'
import type { Language } from '../../src-shared/language/language'

export const PAGES = ['design', 'training', 'runs', 'search', 'image', 'data', 'sharing', 'settings'] as const
export type PageName = (typeof PAGES)[number]

/** Gives the inside of the window a size. */
export async function resize(
  app: ElectronApplication,
  page: Page,
  width: number,
  height: number,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
  await page.waitForFunction((wanted) => Math.abs(window.innerWidth - wanted) < 40, width)
}

export async function change(page: Page, settings: Partial<Settings>): Promise<void> {
  await page.evaluate(
    (part) => (window as unknown as { readonly lab: LabBridge }).lab.requests['settings:set'](part),
    settings,
  )
}

export async function choose(page: Page, language: Language, theme: Theme): Promise<void> {
  await change(page, { language, theme })
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.lang === wanted.language &&
      document.documentElement.classList.contains('dark') === (wanted.theme === 'dark'),
    { language, theme },
  )
}

/** Longer than a chart waits before it draws again: what has not moved for so long has its place. */
const STILL = 400

/**
 * Waits until nothing on the page has moved for a while, so that places can be read and pictures taken. While a training is
 * shown there is always something that moves; then it is enough to have waited.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    async ({ still, longest }) => {
      await document.fonts.ready
      const places = (): string =>
        [...document.querySelectorAll('main *')]
          .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect()
            return [x, y, width, height].join(' ')
          })
          .join()
      const began = performance.now()
      let [before, since] = [places(), began]
      while (performance.now() - since < still && performance.now() - began < longest) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        const now = places()
        if (now !== before) [before, since] = [now, performance.now()]
      }
    },
    { still: STILL, longest: 5_000 },
  )
}

export async function goTo(page: Page, name: PageName): Promise<void> {
  await page.locator(`[data-page="${name}"]`).click()
  // The old page leaves with the click, so this is the title of the new one.
  await page.locator('main h1').first().waitFor()
  await settled(page)
}

/** Fills a field of the form by its path, such as `plan.iterations`. */
async function fill(page: Page, path: string, text: string): Promise<void> {
  await page.locator(`[data-field="${path}"] input`).first().fill(text)
}

/** Starts a training by the form: a preset of that name, with some fields changed. */
export async function startTraining(
  page: Page,
  preset: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await goTo(page, 'design')
  await page.getByTestId('presets').click()
  await page.getByRole('menuitem', { name: preset }).first().click()
  for (const [path, text] of Object.entries(fields)) await fill(page, path, text)
  await page.getByTestId('start').click()
  // Until main has answered, the window may still change the page by itself.
  await page.waitForFunction(() => {
    const button = document.querySelector<HTMLButtonElement>('[data-testid="start"]')
    return button === null || !button.disabled
  })
}

/** Asks the command palette: its window comes when its script has been loaded, and what is typed before that goes elsewhere. */
export async function askPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('palette').getByRole('textbox')).toBeFocused()
  await page.keyboard.type(text)
}
