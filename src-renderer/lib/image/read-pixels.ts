import type { ColorImage } from '#shared/data/picture/color-image'
import { fittedSize } from '#shared/data/picture/fitted-size'

/** The pixels of whatever a canvas can draw: a decoded picture, a frame of an animation or of a camera. */
export function readPixels(source: CanvasImageSource, sourceWidth: number, sourceHeight: number): ColorImage {
  const { width, height } = fittedSize(sourceWidth, sourceHeight)
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('The window gives no canvas to read the picture with.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, width, height)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}
