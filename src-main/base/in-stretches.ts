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
