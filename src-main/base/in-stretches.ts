import { setImmediate as nextTurn } from 'node:timers/promises'

/** Works on one element after the other, in short stretches between which others have their turn. */
export async function inStretches<T>(
  elements: Iterable<T>,
  milliseconds: number,
  work: (element: T) => void,
): Promise<void> {
  let end = performance.now() + milliseconds
  for (const element of elements) {
    if (performance.now() > end) {
      await nextTurn()
      end = performance.now() + milliseconds
    }
    work(element)
  }
}

/**
 * Brings a search to its end in the same way: it yields wherever it may be interrupted.
 *
 * @param between called with what was yielded last before others have their turn; what it throws breaks the search off
 */
export async function finishInStretches<S, T>(
  search: Iterator<S, T>,
  milliseconds: number,
  between: (yielded: S) => void = () => undefined,
): Promise<T> {
  let end = performance.now() + milliseconds
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
    if (performance.now() < end) continue
    await nextTurn()
    between(step.value)
    end = performance.now() + milliseconds
  }
}
