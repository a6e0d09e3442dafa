import type { ElectronApplication, Page } from '@playwright/test'
import type { Language, Settings, Theme } from '../../src-shared/ipc'
import type { LabBridge } from '../../src-shared/ipc-bridge'

export const PAGES = ['design', 'training', 'runs', 'image', 'sharing', 'settings'] as const
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

export async function goTo(page: Page, name: PageName): Promise<void> {
  await page.locator(`[data-page="${name}"]`).click()
  await page.locator('main h1').first().waitFor()
  // Charts redraw at most four times a second.
  await page.waitForTimeout(500)
}

/** Fills a field of the form by its path, such as `plan.iterations`. */
export async function fill(page: Page, path: string, text: string): Promise<void> {
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
