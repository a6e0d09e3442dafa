/** An image of a data set, and how far it lies from another: the Euclidean distance with brightness from 0 to 1. */
export interface NearImage {
  readonly index: number
  readonly distance: number
}

/**
 * The images of a data set that are nearest to `pixels`, the nearest first; of equally near ones the earlier. A comparison ends
 * as soon as it cannot lead among them.
 *
 * @param images all images, one byte a pixel, one after another
 */
export function nearestImages(images: Uint8Array, pixels: Uint8Array, count: number): readonly NearImage[] {
  const size = pixels.length
  const found: { index: number; squares: number }[] = []
  let limit = Infinity
  for (let index = 0; (index + 1) * size <= images.length; index += 1) {
    const start = index * size
    let squares = 0
    // Asked once for a stretch of pixels: for each it would cost more than it saves.
    for (let from = 0; from < size && squares < limit; from += 56) {
      const end = Math.min(size, from + 56)
      for (let pixel = from; pixel < end; pixel += 1) {
        const difference = (images[start + pixel] ?? 0) - (pixels[pixel] ?? 0)
        squares += difference * difference
      }
    }
    if (squares >= limit) continue
    const place = found.findIndex((each) => each.squares > squares)
    found.splice(place < 0 ? found.length : place, 0, { index, squares })
    if (found.length > count) found.pop()
    if (found.length === count) limit = found[count - 1]?.squares ?? Infinity
  }
  return found.map(({ index, squares }) => ({ index, distance: Math.sqrt(squares) / 255 }))
}
