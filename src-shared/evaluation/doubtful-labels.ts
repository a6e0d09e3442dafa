/** A test image that most runs get wrong. */
export interface DoubtfulImage {
  readonly index: number
  readonly label: number
  /** How many runs name another class than the label, and which class most of all runs name. */
  readonly wrong: number
  readonly named: number
  /** How many runs name that class. */
  readonly votes: number
}

/** Counts of the predicted classes of one image. */
function votesFor(image: number, predictions: readonly Uint8Array[], classes: number): readonly number[] {
  const votes = new Array<number>(classes).fill(0)
  for (const predicted of predictions) votes[predicted[image] ?? 0] = (votes[predicted[image] ?? 0] ?? 0) + 1
  return votes
}

/**
 * Test images that more than half of the runs get wrong: those first of which most runs say the same other class. Either they are
 * hard, or their label is wrong.
 *
 * @param predictions predicted classes of all test images, one list a run
 */
export function doubtfulImages(
  labels: Uint8Array,
  predictions: readonly Uint8Array[],
  classes: number,
): readonly DoubtfulImage[] {
  const found: DoubtfulImage[] = []
  labels.forEach((label, index) => {
    const votes = votesFor(index, predictions, classes)
    const wrong = predictions.length - (votes[label] ?? 0)
    if (2 * wrong <= predictions.length) return
    const most = Math.max(...votes.filter((_, named) => named !== label))
    const named = votes.findIndex((count, each) => each !== label && count === most)
    found.push({ index, label, wrong, named, votes: most })
  })
  return found.sort((a, b) => b.votes - a.votes || b.wrong - a.wrong || a.index - b.index)
}
