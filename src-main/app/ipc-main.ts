import { ipcMain, type IpcMainInvokeEvent, type MessagePortMain, type WebContents } from 'electron'
import type { Events, Requests } from '#shared/ipc'
import { type Answer, REQUEST_CHANNELS, STREAM_PORT } from '#shared/ipc-bridge'
import { errorMessage } from '../base/error-message'
import { pageOrigin } from './page-origin'

type Channel = keyof Requests

/** What answers a request. It throws an Error with a sentence where it cannot. */
export type RequestHandler<C extends Channel> = (
  ...values: Parameters<Requests[C]>
) => ReturnType<Requests[C]> | Promise<ReturnType<Requests[C]>>

export type RequestHandlers<C extends Channel = Channel> = { readonly [K in C]: RequestHandler<K> }

function assertOwnPage(event: IpcMainInvokeEvent, channel: string): void {
  const frame = event.senderFrame
  const own = frame !== null && frame === event.sender.mainFrame && frame.origin === pageOrigin()
  if (!own) throw new Error(`The request ${channel} came from a page that is not the lab's own.`)
}

/** What stands behind the window. */
export interface AnsweringLab {
  /** Checks a request and answers it; rejects with a sentence. */
  readonly answer: (channel: Channel, values: readonly unknown[]) => Promise<unknown>
}

/** Answers every request of the contract. A window may ask before the lab behind it is open: its requests wait. */
export function answerRequests(lab: Promise<AnsweringLab>): void {
  for (const channel of REQUEST_CHANNELS) {
    ipcMain.handle(channel, async (event, ...values): Promise<Answer> => {
      try {
        assertOwnPage(event, channel)
        const { answer } = await lab
        return { ok: true, value: await answer(channel, values) }
      } catch (error) {
        return { ok: false, message: errorMessage(error) }
      }
    })
  }
}

/** Tells a window. A window that has just been closed hears nothing. */
export function sendEvent<E extends keyof Events>(
  contents: WebContents,
  event: E,
  ...values: Parameters<Events[E]>
): void {
  if (!contents.isDestroyed()) contents.send(event, ...values)
}

/** Hands the port of the training stream to the window that asked for it under this nonce. */
export function sendStreamPort(contents: WebContents, nonce: string, port: MessagePortMain): void {
  if (!contents.isDestroyed()) contents.postMessage(STREAM_PORT, nonce, [port])
}
