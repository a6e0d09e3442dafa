import { shareBegin } from '../network/row-range'

/** Rows or inputs of one unit: what the kernels take must begin at a whole panel. */
export const UNIT = 16
/** Units that are taken at once, at most. */
const MOST = 3

const NEXT_BITS = 16
const NEXT_MASK = 0xffff

/**
 * Work stealing, as one thread sees it: the threads divide the work among themselves while they do it.
 *
 * Each has its own share, so that it finds the same memory again in the next step; who has finished steals from the others. So
 * no fast thread waits long for one that runs on a slower core, or that was interrupted. Who does what changes no number.
 */
export interface WorkStealing {
  /** A new task of so many rows or inputs. All threads begin all tasks, in the same order. */
  begin(count: number): void
  /** Takes what lies between `from` and `to`; false when nothing is left. */
  take(): boolean
  /** First row or input of what was taken, and the one behind the last. */
  from: number
  to: number
}

/**
 * @param words one Int32 per thread in shared memory, 0 at first. Each holds the number of the task, and which unit of that
 * thread's share is next. A word of an earlier task counts as untouched, so nobody has to set the words back.
 */
export function createWorkStealing(words: Int32Array, thread: number, threads: number): WorkStealing {
  let task = 0
  let count = 0
  let units = 0

  /** Tries to take units of one thread's share; of another's, that is to steal them. */
  function takeFrom(owner: number): boolean {
    const end = shareBegin(units, owner + 1, threads)
    for (;;) {
      const word = Atomics.load(words, owner)
      const ahead = ((word >> NEXT_BITS) - task) << NEXT_BITS
      // Somebody who found nothing left here is already at a later task.
      if (ahead > 0) return false
      const next = ahead < 0 ? shareBegin(units, owner, threads) : word & NEXT_MASK
      if (ahead === 0 && next >= end) return false
      // Few units at a time at the end of a share, so that all finish together; an empty share is marked as seen, lest its word
      // become so old that it looks new.
      const taken = Math.min(MOST, threads === 1 ? end - next : Math.ceil(((end - next) * 2) / 3))
      const left = (task << NEXT_BITS) | (next + taken)
      if (Atomics.compareExchange(words, owner, word, left) !== word) continue
      work.from = next * UNIT
      work.to = Math.min(count, (next + taken) * UNIT)
      if (taken > 0) return true
    }
  }

  const work: WorkStealing = {
    from: 0,
    to: 0,
    begin(total) {
      if (total > NEXT_MASK * UNIT)
        throw new RangeError(`${total} rows cannot be divided; ${NEXT_MASK * UNIT} can.`)
      task = (task + 1) & NEXT_MASK
      count = total
      units = Math.ceil(total / UNIT)
    },
    take() {
      for (let step = 0; step < threads; step += 1) if (takeFrom((thread + step) % threads)) return true
      return false
    },
  }
  return work
}
