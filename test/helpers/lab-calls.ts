import type { Page } from '@playwright/test'
import type { Events, Requests } from '#shared/ipc'
import type { LabBridge } from '#shared/ipc-bridge'
import type { RunSummary } from '#shared/records/run-summary'

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
  // Of plain types: those of all requests are too many for the compiler to look through.
  const given: { readonly channel: string; readonly values: readonly unknown[] } = { channel, values }
  return page.evaluate(ask, given) as Promise<ReturnType<Requests[C]>>
}

/** All runs of the library, in portions over a port of their own, as the app gets them. */
export function listRuns(page: Page): Promise<readonly RunSummary[]> {
  return page.evaluate(async () => {
    const nonce = crypto.randomUUID()
    const handed = new Promise<MessagePort>((resolve) => {
      window.addEventListener('message', ({ data, ports }: MessageEvent<{ nonce?: string } | null>) => {
        if (data?.nonce === nonce && ports[0] !== undefined) resolve(ports[0])
      })
    })
    const [count, port] = await Promise.all([window.lab.requests['runs:list'](nonce), handed])
    const runs: RunSummary[] = []
    return new Promise<readonly RunSummary[]>((resolve) => {
      if (count === 0) resolve(runs)
      port.onmessage = ({ data }: MessageEvent<readonly RunSummary[]>) => {
        runs.push(...data)
        if (runs.length === count) resolve(runs)
      }
    })
  })
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
      // Runs in the window, where nothing can be imported.
      return request(...given.values).then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
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
