import type { ElectronApplication } from '@playwright/test'
import type { Requests } from '#shared/ipc'
import { expect } from '../lab-window'
import { PATIENCE } from '../patience'

export interface Answer<T> {
  readonly value?: T
  /** The sentence with which main refuses. */
  readonly refusal?: string
}

/** Asks main through the window's bridge, whichever process draws the window by now; tried again while the page is loaded anew. */
export async function tryToAsk<C extends keyof Requests>(
  app: ElectronApplication,
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<Answer<ReturnType<Requests[C]>>> {
  const request = `window.lab.requests[${JSON.stringify(channel)}](...${JSON.stringify(values)})`
  const code = `${request}.then((value) => ({ value }), (error) => ({ refusal: error.message }))`
  let answer: unknown
  await expect(async () => {
    answer = await app.evaluate(({ BrowserWindow }, text) => {
      const frame = BrowserWindow.getAllWindows()[0]?.webContents.mainFrame
      const late = new Promise((_, reject) => setTimeout(() => reject(new Error('No answer.')), 10_000))
      return Promise.race([frame?.executeJavaScript(text) as Promise<unknown>, late])
    }, code)
  }).toPass({ timeout: PATIENCE })
  return answer as Answer<ReturnType<Requests[C]>>
}

/** The same, where main must answer. */
export async function ask<C extends keyof Requests>(
  app: ElectronApplication,
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<ReturnType<Requests[C]>> {
  const { value, refusal } = await tryToAsk(app, channel, ...values)
  if (refusal !== undefined) throw new Error(`${channel}: ${refusal}`)
  return value as ReturnType<Requests[C]>
}
