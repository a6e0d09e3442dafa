type Color = readonly [red: number, green: number, blue: number]

// Told apart by people with any kind of colour vision.
const [FOR, AGAINST]: readonly [Color, Color] = [
  [255, 150, 30],
  [60, 150, 255],
]
/** How bright the picture itself stays underneath. */
const UNDERNEATH = 0.4

/**
 * Colours of a picture on which every pixel shows how much it speaks for a class or against it: the picture in dim grey, and over it
 * the colour, the stronger the more. Four bytes a pixel.
 */
export function attributionColors(pixels: Uint8Array, values: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const colors = new Uint8ClampedArray(pixels.length * 4)
  pixels.forEach((pixel, index) => {
    const value = values[index] ?? 0
    const share = largest === 0 ? 0 : Math.abs(value) / largest
    const color = value > 0 ? FOR : AGAINST
    const grey = pixel * UNDERNEATH
    color.forEach((level, channel) => {
      colors[index * 4 + channel] = grey + (level - grey) * share
    })
    colors[index * 4 + 3] = 255
  })
  return colors
}
