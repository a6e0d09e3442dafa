/** Which images of a data set are asked for; null asks for nothing. */
export interface ImageChoice {
  readonly trueClass: number | null
  /** Predictions that must be wrong. */
  readonly wrongIn: Uint8Array | null
  /** Predictions of several runs that must not all be the same. */
  readonly disagreeing: readonly Uint8Array[] | null
}

/** Numbers of the images that fit the choice, upwards. */
export function selectImages(labels: Uint8Array, choice: ImageChoice): readonly number[] {
  const { trueClass, wrongIn, disagreeing } = choice
  const [first, ...others] = disagreeing ?? []
  const found: number[] = []
  labels.forEach((label, index) => {
    if (trueClass !== null && label !== trueClass) return
    if (wrongIn !== null && wrongIn[index] === label) return
    if (disagreeing !== null && others.every((other) => other[index] === first?.[index])) return
    found.push(index)
  })
  return found
}
