/** Two runs over the same images: who is correct where the other is wrong. */
export interface PairedComparison {
  readonly bothCorrect: number
  readonly bothWrong: number
  /** Images that only the first run classifies correctly, and those that only the second does. */
  readonly onlyFirst: readonly number[]
  readonly onlySecond: readonly number[]
  /** McNemar's exact test: how likely so uneven a split is if both runs were equally good. */
  readonly pValue: number
}

/** Below it two runs are told apart. */
export const SIGNIFICANCE = 0.05

/**
 * McNemar's exact test, two-sided: `first` and `second` count the images that only one of two runs classifies correctly. Under equal skill
 * each such image is a coin flip, so the test is the binomial one with a half.
 */
export function mcNemarExact(first: number, second: number): number {
  const flips = first + second
  const fewer = Math.min(first, second)
  let logTerm = flips * Math.log(0.5)
  let tail = Math.exp(logTerm)
  for (let heads = 1; heads <= fewer; heads += 1) {
    logTerm += Math.log(flips - heads + 1) - Math.log(heads)
    tail += Math.exp(logTerm)
  }
  return Math.min(1, 2 * tail)
}

/** Compares the predicted classes of two runs image by image with the true ones. */
export function comparePredictions(
  labels: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): PairedComparison {
  if (first.length !== labels.length || second.length !== labels.length) {
    throw new Error(
      `Predictions of ${first.length} and ${second.length} images cannot be compared over ${labels.length} labels.`,
    )
  }
  const onlyFirst: number[] = []
  const onlySecond: number[] = []
  let bothCorrect = 0
  for (let image = 0; image < labels.length; image += 1) {
    const firstIsCorrect = first[image] === labels[image]
    const secondIsCorrect = second[image] === labels[image]
    if (firstIsCorrect && secondIsCorrect) bothCorrect += 1
    else if (firstIsCorrect) onlyFirst.push(image)
    else if (secondIsCorrect) onlySecond.push(image)
  }
  const bothWrong = labels.length - bothCorrect - onlyFirst.length - onlySecond.length
  return {
    bothCorrect,
    bothWrong,
    onlyFirst,
    onlySecond,
    pValue: mcNemarExact(onlyFirst.length, onlySecond.length),
  }
}
