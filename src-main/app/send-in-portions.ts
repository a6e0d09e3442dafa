import { setImmediate as nextTurn } from 'node:timers/promises'
import { MessageChannelMain, type WebContents } from 'electron'
import { sendStreamPort } from './ipc-main'

/** So many runs take the window a few milliseconds to unpack. */
const PORTION = 250

/** Sends a long list over a port of its own: an answer in one piece would hold up the window for most of a second. */
export function sendInPortions(contents: WebContents, nonce: string, list: readonly unknown[]): void {
  const { port1, port2 } = new MessageChannelMain()
  sendStreamPort(contents, nonce, port2)
  port1.start()

  async function send(): Promise<void> {
    for (let at = 0; at < list.length; at += PORTION) {
      port1.postMessage(list.slice(at, at + PORTION))
      await nextTurn()
    }
  }
  void send()
}
