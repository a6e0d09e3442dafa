import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { goTo, PAGES } from './lab-pages.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Serious and critical findings of axe on the page as it stands; popups should be shut. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // Toasts come and go, and a fading one has any contrast.
  await page.evaluate(source)
  // Colours on their way from one to another have any contrast too; endless animations are none of these.
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getTiming().iterations === 1)
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
  const { violations } = await page.evaluate(async () => {
    const { axe } = window as unknown as { readonly axe: { run: (options: unknown) => Promise<AxeResults> } }
    return axe.run({ exclude: [['[data-sonner-toast]'], ['[role="region"][aria-label*="F8"]']] })
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    )
}

/** The same on every page of the window, each with the name of its page. */
export async function axeFindingsOfPages(page: Page): Promise<readonly string[]> {
  const findings: string[] = []
  for (const name of PAGES) {
    await goTo(page, name)
    findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`))
  }
  return findings
}
