import { setImmediate as nextTurn } from 'node:timers/promises'
import { MessageChannelMain, type WebContents } from 'electron'
import type { RunSummary } from '#shared/records/run-summary'
import { sendStreamPort } from './ipc-main'

/** So many runs take the window a few milliseconds to unpack. */
const PORTION = 250

/** A list of runs on its way to the window, over a port of its own: in one piece it would hold up the window for most of a second. */
export interface RunPortions {
  /** Sends what was not sent yet, as soon as there is enough of it. */
  add(runs: readonly RunSummary[]): void
  /** Sends the rest; answers with the number of runs that were sent altogether. */
  end(): number
}

export function openRunPortions(contents: WebContents, nonce: string): RunPortions {
  const { port1, port2 } = new MessageChannelMain()
  sendStreamPort(contents, nonce, port2)
  port1.start()
  const known = new Set<RunSummary>()
  let gathered: RunSummary[] = []
  let sending = Promise.resolve()

  function flush(): void {
    const list = gathered
    gathered = []
    sending = sending.then(async () => {
      for (let at = 0; at < list.length; at += PORTION) {
        port1.postMessage(list.slice(at, at + PORTION))
        await nextTurn()
      }
    })
  }

  return {
    add: (runs) => {
      for (const run of runs) {
        if (known.has(run)) continue
        known.add(run)
        gathered.push(run)
      }
      if (gathered.length >= PORTION) flush()
    },
    end: () => {
      flush()
      return known.size
    },
  }
}
