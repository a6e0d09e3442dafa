import type { TrainingJobs } from './training-jobs'

/** Whether the app may quit: a result that is only in memory is lost by that, and the user decides. */
export interface QuitQuestion {
  /** Whether quitting now would lose a result without a word. */
  readonly isOpen: boolean
  /** Tries once more to write what is held; where that fails the window asks, and the answer is no for now. */
  mayQuit(): Promise<boolean>
  /** The user's word that the app shall quit, whatever is held. */
  settle(): void
}

interface Options {
  readonly jobs: Pick<TrainingJobs, 'jobs' | 'writeAgain'>
  /** Lets the window ask; false where none could answer. */
  readonly ask: () => boolean
}

export function createQuitQuestion({ jobs, ask }: Options): QuitQuestion {
  let isSettled = false
  const heldId = (): string | null => jobs.jobs.find(({ state }) => state === 'unwritten')?.id ?? null

  async function mayQuit(): Promise<boolean> {
    const id = heldId()
    if (isSettled || id === null) return true
    try {
      await jobs.writeAgain(id)
      return true
    } catch {
      // Nobody can be asked where there is no window that answers; then the run keeps its last checkpoint.
      return !ask()
    }
  }

  return {
    get isOpen() {
      return !isSettled && heldId() !== null
    },
    mayQuit,
    settle: () => {
      isSettled = true
    },
  }
}
