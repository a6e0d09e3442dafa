import { setTimeout as wait } from 'node:timers/promises'
import { errorMessage } from '../base/error-message'

const TRIES = 3
const PAUSE = 300

interface PageLoading {
  readonly load: () => Promise<void>
  /** Tells the person why there is no page; answers whether they want to try again. */
  readonly askAgain: (reason: string) => Promise<boolean>
  /** Milliseconds between two tries. */
  readonly pause?: number
}

/** Another load took this one's place: there is nothing to be mended. */
const isReplaced = (error: unknown): boolean => errorMessage(error).includes('ERR_ABORTED')

/** Why the page could not be loaded; null where it is there. */
async function faultOfLoading(load: () => Promise<void>, pause: number): Promise<string | null> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      await load()
      return null
    } catch (error) {
      if (isReplaced(error)) return null
      if (left === 0) return errorMessage(error)
    }
    await wait(pause)
  }
}

/** Loads the page of the window. What fails is tried again by itself, then told, and tried as often as the person wants. */
export async function loadPage({ load, askAgain, pause = PAUSE }: PageLoading): Promise<void> {
  for (;;) {
    const fault = await faultOfLoading(load, pause)
    if (fault === null || !(await askAgain(fault))) return
  }
}
