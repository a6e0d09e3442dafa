import type { ElectronApplication, Page } from '@playwright/test'
import { axeFindings, axeFindingsOfPages } from '../helpers/axe.ts'
import { choose, goTo, PAGES, resize } from '../helpers/lab-pages.ts'
import { expect, test } from '../helpers/lab-window.ts'
import { folderWithRuns } from '../helpers/runs-page.ts'

async function openAbout(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
    items.find(({ label }) => label === 'About Our Neural Network')?.click()
  })
}

/** What lies over a page: how it is opened, and by what it is known. */
const PANELS: readonly (readonly [string, (page: Page, app: ElectronApplication) => Promise<void>])[] = [
  ['palette', (page) => page.keyboard.press('Control+k')],
  ['shortcuts', (page) => page.keyboard.press('?')],
  ['help', (page) => page.keyboard.press('F1')],
  ['about', (_, app) => openAbout(app)],
  [
    'run-details',
    (page) => page.locator('[data-testid="runs-grid"] [data-run] [data-column="title"]').first().click(),
  ],
]

test.setTimeout(240_000)

test('no page and no panel has serious accessibility findings, at any width and in either theme', async ({
  launch,
}) => {
  const { app, page } = await launch({ userDataDir: folderWithRuns(12) })
  const findings: string[] = []
  const look = async (what: string): Promise<void> =>
    void findings.push(...(await axeFindings(page)).map((finding) => `${what}: ${finding}`))

  for (const [width, theme] of [
    [1280, 'light'],
    [1024, 'light'],
    [800, 'dark'],
  ] as const) {
    await resize(app, page, width, 800)
    await choose(page, 'en', theme)
    for (const finding of await axeFindingsOfPages(page))
      findings.push(`${String(width)}, ${theme}, ${finding}`)
    await goTo(page, 'runs')
    for (const [panel, open] of PANELS) {
      await open(page, app)
      await page.getByTestId(panel).waitFor()
      await look(`${panel}, ${String(width)}, ${theme}`)
      await page.keyboard.press('Escape')
      await expect(page.getByTestId(panel)).toHaveCount(0)
    }
  }

  expect(findings).toEqual([])
})

test('no page of an empty library has serious accessibility findings in the dark', async ({ launch }) => {
  const { app, page } = await launch()
  await resize(app, page, 1024, 800)
  await choose(page, 'ko', 'dark')
  expect(await axeFindingsOfPages(page)).toEqual([])
})

/** A stop of the Tab key: what it is called, and whether it can be seen that the keyboard is there. */
interface Stop {
  readonly place: number
  readonly name: string
  readonly isSeen: boolean
}

/** Gives what the keyboard must reach a number, and answers with what each is called. */
function controls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        'button, a[href], input, select, textarea, [role="switch"], [role="combobox"], [role="slider"], [tabindex="0"]',
      ),
    ].filter((element) => {
      // A list of tabs hands the keyboard on to its tab.
      const isOff = element.matches(
        ':disabled, [aria-disabled="true"], [tabindex="-1"], [type="hidden"], [role="tablist"]',
      )
      return (
        !isOff &&
        element.checkVisibility({ visibilityProperty: true }) &&
        element.closest('[inert], [aria-hidden="true"]') === null
      )
    })
    all.forEach((element, place) => (element.dataset['stop'] = String(place)))
    return all.map((element) => element.outerHTML.slice(0, 140))
  })
}

/** Where the keyboard is; null where it has left the page's controls. */
function stopNow(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const looks = (): string =>
      [element, element.parentElement, element.nextElementSibling]
        .map((each) => {
          if (each === null) return ''
          const { outlineStyle, outlineColor, outlineWidth, boxShadow, backgroundColor, borderColor } =
            getComputedStyle(each)
          return [outlineStyle, outlineColor, outlineWidth, boxShadow, backgroundColor, borderColor].join()
        })
        .join()
    const withFocus = looks()
    element.style.transition = 'none'
    element.blur()
    const without = looks()
    element.focus()
    return {
      place: Number(element.dataset['stop'] ?? -1),
      name: element.outerHTML.slice(0, 140),
      isSeen: withFocus !== without,
    }
  })
}

/** Where the Tab key leads from the top of the page, until it leaves the page or begins anew. */
async function walk(page: Page, most: number): Promise<readonly Stop[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  const stops: Stop[] = []
  while (stops.length < most) {
    await page.keyboard.press('Tab')
    const stop = await stopNow(page)
    if (stop === null || (stop.place !== -1 && stop.place === stops[0]?.place)) break
    stops.push(stop)
  }
  return stops
}

/** All controls of the page and the way through them. What comes meanwhile, as images do, was not counted: then it is walked again. */
async function walkAll(page: Page): Promise<{ wanted: readonly string[]; stops: readonly Stop[] }> {
  const wanted = await controls(page)
  const stops = await walk(page, 2 * wanted.length + 10)
  return (await controls(page)).length === wanted.length ? { wanted, stops } : walkAll(page)
}

test('Tab alone reaches every control of every page, is seen where it is, and is never caught', async ({
  launch,
}) => {
  const { app, page } = await launch({ userDataDir: folderWithRuns(12) })
  await resize(app, page, 1280, 800)
  await choose(page, 'en', 'light')
  for (const name of PAGES) {
    await goTo(page, name)
    const { wanted, stops } = await walkAll(page)
    const reached = new Set(stops.map(({ place }) => place))
    expect({
      page: name,
      missed: wanted.filter((_, place) => !reached.has(place)),
      unseen: stops.filter(({ isSeen }) => !isSeen).map((stop) => stop.name),
    }).toEqual({ page: name, missed: [], unseen: [] })
  }
})
