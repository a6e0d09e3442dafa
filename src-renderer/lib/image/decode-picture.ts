import { isBlank } from '#shared/data/blank-image'
import { fileKind } from '#shared/data/file-kind'
import { checkImage } from '#shared/data/image-check'
import type { ImageHeader } from '#shared/data/image-header'
import type { ColorImage } from '#shared/data/picture/color-image'
import { toGrey } from '#shared/data/picture/to-grey'
import type { Picture, PictureFault } from './picture'
import { readPixels } from './read-pixels'

/** So many pixels of later frames are decoded in search of one that shows something, and so many frames. */
const MOST_FRAME_PIXELS = 200_000_000
const MOST_FRAMES = 100

async function firstFrame(blob: Blob): Promise<ColorImage> {
  const bitmap = await createImageBitmap(blob)
  try {
    return readPixels(bitmap, bitmap.width, bitmap.height)
  } finally {
    bitmap.close()
  }
}

const isEmpty = (image: ColorImage): boolean => isBlank(toGrey(image).pixels)

/** Many an animation begins with an empty frame: the first that shows something is the picture. */
async function laterFrame(bytes: Uint8Array, header: ImageHeader): Promise<ColorImage | null> {
  if (!['gif', 'png', 'webp'].includes(header.format)) return null
  const decoder = new ImageDecoder({ data: bytes, type: `image/${header.format}` })
  try {
    await Promise.all([decoder.tracks.ready, decoder.completed])
    const frames = decoder.tracks.selectedTrack?.frameCount ?? 1
    const affordable = Math.floor(MOST_FRAME_PIXELS / (header.width * header.height))
    for (let frameIndex = 1; frameIndex < Math.min(frames, MOST_FRAMES, affordable); frameIndex += 1) {
      const { image: frame } = await decoder.decode({ frameIndex })
      const image = readPixels(frame, frame.displayWidth, frame.displayHeight)
      frame.close()
      if (!isEmpty(image)) return image
    }
    return null
  } finally {
    decoder.close()
  }
}

function refused(fault: PictureFault): Picture {
  return { ok: false, fault }
}

async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Picture> {
  const check = checkImage(bytes)
  if (!check.ok) {
    const kind = check.fault.code === 'unknown-format' ? fileKind(bytes) : null
    return refused(kind === null ? check.fault : { code: 'other-format', kind })
  }
  try {
    const image = await firstFrame(new Blob([bytes]))
    if (!isEmpty(image)) return { ok: true, image }
    const later = await laterFrame(bytes, check.header).catch(() => null) // The first frame is good, if empty.
    return { ok: true, image: later ?? image }
  } catch {
    return refused({ code: 'broken' }) // The decoder's reasons are not for people.
  }
}

/** Reads and decodes a picture after its header was checked: a few bytes can ask a decoder for gigabytes. */
export async function decodePicture(file: Blob): Promise<Picture> {
  const bytes = await file.arrayBuffer().catch(() => null)
  // A folder, a file that was moved, a disk that was taken out.
  return bytes === null ? refused({ code: 'unreadable' }) : decode(new Uint8Array(bytes))
}
