import { augmentationTable, drawTransformations } from '#shared/data/augmentation'
import type { Augmentation } from '#shared/experiment/experiment'

/** What an image becomes in some steps of a training with that seed: the first is of iteration 0. */
export function augmentedImages(
  pixels: Uint8Array,
  augmentation: Augmentation,
  count: number,
  seed: number,
): readonly Uint8Array[] {
  const table = augmentationTable(augmentation, Math.sqrt(pixels.length))
  const drawn = new Int32Array(count)
  drawTransformations(drawn, table.count, seed, 0)
  return Array.from(drawn, (transformation) => {
    const first = transformation * pixels.length
    return pixels.map((_, at) => {
      const source = table.sources[first + at] ?? -1
      return source < 0 ? 0 : (pixels[source] ?? 0)
    })
  })
}
