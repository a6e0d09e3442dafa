import type { confusionMatrix } from './confusion-matrix'

/** An image whose class a network got wrong. */
export interface Mistake {
  readonly image: number
  readonly truth: number
  readonly predicted: number
  /** Probability that the network gave to the wrong class; null where only its predictions are known. */
  readonly confidence: number | null
}

/** All wrong images, the most confident first; images of one confidence, or of none, in their own order. */
export function findMistakes(
  truth: Uint8Array,
  predicted: Uint8Array,
  confidences: Float32Array | null,
): readonly Mistake[] {
  const mistakes: Mistake[] = []
  for (const [image, label] of truth.entries()) {
    const prediction = predicted[image] ?? label
    if (prediction === label) continue
    mistakes.push({
      image,
      truth: label,
      predicted: prediction,
      confidence: confidences?.[image] ?? null,
    })
  }
  return mistakes.sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0) || a.image - b.image)
}

/** Two classes of which one was taken for the other. */
export interface MistakenPair {
  readonly truth: number
  readonly predicted: number
  readonly count: number
}

/** Pairs of classes that were mistaken, the most frequent first. */
export function mistakenPairs(counts: ReturnType<typeof confusionMatrix>): readonly MistakenPair[] {
  return counts
    .flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((a, b) => b.count - a.count || a.truth - b.truth || a.predicted - b.predicted)
}

/** What several runs said of one image: for each class that anyone named, how many did, the most frequent first. */
export function votesOn(
  image: number,
  predictions: readonly Uint8Array[],
): readonly { readonly predicted: number; readonly count: number }[] {
  const counts = new Map<number, number>()
  for (const classes of predictions) {
    const predicted = classes[image]
    if (predicted !== undefined) counts.set(predicted, (counts.get(predicted) ?? 0) + 1)
  }
  return [...counts]
    .map(([predicted, count]) => ({ predicted, count }))
    .sort((a, b) => b.count - a.count || a.predicted - b.predicted)
}
