/** Runs the work for every element, at most `width` at a time. The first failure ends it. */
export async function inParallel<T>(
  elements: readonly T[],
  width: number,
  work: (element: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let element = elements[next]; next < elements.length; element = elements[next]) {
      next += 1
      if (element !== undefined) await work(element)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, elements.length) }, worker))
}
