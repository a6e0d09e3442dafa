import type { Page } from '@playwright/test'

interface Shift {
  readonly value: number
  readonly moved: readonly string[]
}

interface ShiftEntry extends PerformanceEntry {
  readonly value: number
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRectReadOnly
    readonly currentRect: DOMRectReadOnly
  }[]
}

/** Everything that has moved by itself since the page was opened, as the Layout Instability API saw it. */
export async function layoutShifts(page: Page): Promise<readonly Shift[]> {
  return page.evaluate(async () => {
    const shifts: Shift[] = []
    const place = ({ x, y, width, height }: DOMRectReadOnly): string =>
      [x, y, width, height].map(Math.round).join(' ')
    const name = (node: Node | null): string =>
      (node instanceof Element ? node.outerHTML : (node?.textContent ?? 'gone')).slice(0, 120)
    const observer = new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as ShiftEntry[]) {
        const moved = sources.map(
          ({ node, previousRect, currentRect }) =>
            `${place(previousRect)} -> ${place(currentRect)}: ${name(node)}`,
        )
        shifts.push({ value, moved })
      }
    })
    observer.observe({ type: 'layout-shift', buffered: true })
    await new Promise((resolve) => setTimeout(resolve, 300))
    observer.disconnect()
    return shifts
  })
}
