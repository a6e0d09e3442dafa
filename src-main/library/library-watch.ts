import type { Catalogue, CatalogueChange } from './catalogue'
import type { ChangeLog } from './change-log'

const LOOK_MS = 500
const RUNNING_EVERY = 4
const EVERYTHING_EVERY = 120

interface Watched {
  readonly catalogue: Catalogue
  readonly changeLog: ChangeLog
  readonly tell: (change: CatalogueChange) => void
  /** Looks after runs whose process went away. */
  readonly recover: () => Promise<void>
}

function together(changes: readonly CatalogueChange[]): CatalogueChange {
  return {
    changed: changes.flatMap(({ changed }) => changed),
    removed: changes.flatMap(({ removed }) => removed),
  }
}

/**
 * Notices what other processes do to the library.
 *
 * Twice a second one question about one file; every two seconds the runs that go on; every minute everything, for files that a
 * person changed with another program.
 */
export function watchLibrary({ catalogue, changeLog, tell, recover }: Watched): () => void {
  let turn = 0
  let busy = false

  async function look(): Promise<void> {
    turn += 1
    const foreign = changeLog.look()
    if (foreign.everything || foreign.folders.some(catalogue.isUnseen) || turn % EVERYTHING_EVERY === 0) {
      tell(await catalogue.scan())
      await recover()
      return
    }
    const folders = new Set(foreign.folders)
    if (turn % RUNNING_EVERY === 0) {
      await recover()
      for (const folder of catalogue.running()) folders.add(folder)
    }
    if (folders.size > 0) tell(together([...folders].map((folder) => catalogue.refresh(folder))))
  }

  const timer = setInterval(() => {
    if (busy) return
    busy = true
    // A folder that cannot be read at this moment is looked at again; the list says why when it is asked for.
    void look()
      .catch(() => undefined)
      .finally(() => {
        busy = false
      })
  }, LOOK_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
