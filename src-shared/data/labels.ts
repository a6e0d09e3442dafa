/** The ten classes of Fashion-MNIST by number, in English; the window's names stand in its locale files. */
export const CLASS_NAMES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const

/** Images of each class. */
export function classCounts(labels: Uint8Array, classes: number): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (const label of labels) counts[label] += 1
  return counts
}
