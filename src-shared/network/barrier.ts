/** Int32 numbers that a barrier takes in shared memory. */
export const BARRIER_WORDS = 2

const ARRIVED = 0
const GENERATION = 1
/** Looks before a thread goes to sleep: waking takes longer than most waits. */
export const LOOKS = 20_000

/** A point where all threads wait for each other. */
export interface Barrier {
  wait(): void
}

/**
 * A barrier over two shared numbers. The last thread to arrive starts a new generation and wakes the others.
 *
 * @param looks before a thread goes to sleep; 0 where there are more threads than cores, because who looks takes the core from who works
 */
export function createBarrier(words: Int32Array, threads: number, looks: number = LOOKS): Barrier {
  if (threads === 1) return { wait: () => undefined }
  function wait(): void {
    const generation = Atomics.load(words, GENERATION)
    if (Atomics.add(words, ARRIVED, 1) === threads - 1) {
      Atomics.store(words, ARRIVED, 0)
      Atomics.add(words, GENERATION, 1)
      Atomics.notify(words, GENERATION)
      return
    }
    for (let look = 0; look < looks; look += 1) if (Atomics.load(words, GENERATION) !== generation) return
    while (Atomics.load(words, GENERATION) === generation) Atomics.wait(words, GENERATION, generation)
  }
  return { wait }
}
