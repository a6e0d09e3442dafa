import type { Slice } from '#shared/search/slice'
import { withProcessLock } from '../base/process-lock'
import { systemEnvironment } from '../base/system-environment'
import type { Searches } from './searches'

/** A search that this process alone goes on with. */
export interface SearchTurn {
  /** Others may go on with it. */
  release(): Promise<void>
}

/**
 * Goes on with a search, or with a part of it, as the only process that does: the window or a command. Two would train the same
 * trials, and of a sampler that learns, trials that follow from different pasts.
 *
 * Rejects with a sentence where another process is at it.
 */
export function withSearchTurn<T>(
  searches: Pick<Searches, 'folder'>,
  id: string,
  slice: Slice | null,
  work: () => Promise<T>,
): Promise<T> {
  const { clock, timers } = systemEnvironment
  const name = slice === null ? 'turn' : `turn-${slice.part}-of-${slice.parts}`
  const late = `Search ${id} goes on in another process.`
  return withProcessLock(searches.folder(id), name, { clock, timers, longestWait: 0, late }, work)
}

/** The same for who does not know when it will be over. */
export function takeSearchTurn(
  searches: Pick<Searches, 'folder'>,
  id: string,
  slice: Slice | null,
): Promise<SearchTurn> {
  return new Promise((resolve, reject) => {
    let end = (): void => undefined
    const over = new Promise<void>((done) => (end = done))
    const held: Promise<void> = withSearchTurn(searches, id, slice, () => {
      resolve({
        release() {
          end()
          return held
        },
      })
      return over
    })
    held.catch(reject)
  })
}
