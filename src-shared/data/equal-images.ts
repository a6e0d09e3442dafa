/** Numbers of images that are the same byte for byte, ascending; the groups stand in the order of their first image. */
export type EqualImages = readonly (readonly number[])[]

/** Two multiplicative hashes of 32 bits: whatever shares both is compared byte for byte, so they decide nothing but the time. */
function hashOf(images: Uint8Array, from: number, to: number): string {
  let [one, two] = [0x811c9dc5, 0x9747b28c]
  for (let at = from; at < to; at += 1) {
    one = Math.imul(one ^ images[at], 0x01000193)
    two = Math.imul(two ^ images[at], 0x5bd1e995) ^ (two >>> 13)
  }
  return `${one} ${two}`
}

function isEqual(images: Uint8Array, size: number, a: number, b: number): boolean {
  for (let at = 0; at < size; at += 1) if (images[a * size + at] !== images[b * size + at]) return false
  return true
}

/**
 * Finds images that are in the data more than once. A generator, so that whoever asks may do something else in between; it tells
 * after every image which share of the work is done.
 *
 * @param images one byte a pixel, one image after another
 * @param size pixels of an image
 */
export function* findEqualImages(images: Uint8Array, size: number): Generator<number, EqualImages> {
  const byHash = new Map<string, number[][]>()
  const count = images.length / size
  for (let image = 0; image < count; image += 1) {
    const hash = hashOf(images, image * size, (image + 1) * size)
    const groups = byHash.get(hash)
    const same = groups?.find(([first]) => isEqual(images, size, first, image))
    if (same !== undefined) same.push(image)
    else if (groups !== undefined) groups.push([image])
    else byHash.set(hash, [[image]])
    yield (image + 1) / count
  }
  const found = [...byHash.values()].flat().filter((group) => group.length > 1)
  return found.sort(([a], [b]) => a - b)
}
