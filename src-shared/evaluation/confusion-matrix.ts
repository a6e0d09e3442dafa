/**
 * How often each true class was taken for each predicted class: `counts[truth][prediction]`.
 *
 * The argument order is fixed as (true, predicted) everywhere, and `checkSupport` finds where it was swapped all the same.
 */
export function confusionMatrix(
  truth: Uint8Array,
  predicted: Uint8Array,
  classes: number,
): readonly (readonly number[])[] {
  if (truth.length !== predicted.length) {
    throw new Error(`There are ${predicted.length} predictions for ${truth.length} true classes.`)
  }
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0))
  for (const [image, label] of truth.entries()) {
    const prediction = predicted[image] ?? classes
    if (label >= classes || prediction >= classes) {
      throw new Error(
        `Image ${image} has class ${label} and prediction ${prediction}, but there are ${classes} classes.`,
      )
    }
    const row = counts[label]
    if (row !== undefined) row[prediction] = (row[prediction] ?? 0) + 1
  }
  return counts
}
