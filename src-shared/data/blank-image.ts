/** Less contrast than this, in levels of 256, is noise: every image of the data set has thirty times as much. */
const LEAST_CONTRAST = 8

/** Whether there is nothing to see in a grey image. A network would name a class of it all the same, and with confidence. */
export function isBlank(pixels: Uint8Array): boolean {
  let [darkest, brightest] = [255, 0]
  for (const pixel of pixels) {
    if (pixel < darkest) darkest = pixel
    if (pixel > brightest) brightest = pixel
  }
  return brightest - darkest < LEAST_CONTRAST
}
