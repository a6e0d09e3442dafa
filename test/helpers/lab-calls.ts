import type { Page } from '@playwright/test'
import type { Events, Requests } from '#shared/ipc'
import type { LabBridge } from '#shared/ipc-bridge'
import { errorMessage } from '../../src-main/base/error-message'

declare global {
  interface Window {
    readonly lab: LabBridge
    /** What the page has heard since `collectEvents`. */
    heard?: { readonly event: string; readonly at: number; readonly values: readonly unknown[] }[]
  }
}

/** Asks main through the page's own bridge, as the app does. */
export function call<C extends keyof Requests>(
  page: Page,
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<ReturnType<Requests[C]>> {
  const ask = (given: {
    readonly channel: string
    readonly values: readonly unknown[]
  }): Promise<unknown> => {
    const requests = window.lab.requests as unknown as Record<
      string,
      (...values: unknown[]) => Promise<unknown>
    >
    const request = requests[given.channel]
    if (request === undefined) throw new Error(`The bridge has no ${given.channel}.`)
    return request(...given.values)
  }
  return page.evaluate(ask, { channel, values }) as Promise<ReturnType<Requests[C]>>
}

/** The sentence with which main refuses a request; an empty one if it does not. */
export async function refusal(page: Page, channel: string, ...values: readonly unknown[]): Promise<string> {
  return page.evaluate(
    async (given) => {
      const requests = window.lab.requests as unknown as Record<
        string,
        (...values: unknown[]) => Promise<unknown>
      >
      const request = requests[given.channel]
      if (request === undefined) throw new Error(`The bridge has no ${given.channel}.`)
      return request(...given.values).then(() => '', errorMessage)
    },
    { channel, values },
  )
}

/** Lets the page keep what it is told. */
export async function collectEvents(page: Page, ...events: readonly (keyof Events)[]): Promise<void> {
  await page.evaluate((names) => {
    window.heard = []
    const subscribe = window.lab.events as unknown as Record<
      string,
      (listener: (...values: unknown[]) => void) => void
    >
    for (const event of names) {
      subscribe[event]?.((...values) => window.heard?.push({ event, at: Date.now(), values }))
    }
  }, events)
}

interface Heard<E extends keyof Events> {
  readonly at: number
  readonly values: Parameters<Events[E]>
}

export async function heardEvents<E extends keyof Events>(
  page: Page,
  event: E,
): Promise<readonly Heard<E>[]> {
  const heard = await page.evaluate((name) => (window.heard ?? []).filter((one) => one.event === name), event)
  return heard as unknown as readonly Heard<E>[]
}
