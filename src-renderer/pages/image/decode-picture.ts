import { checkImage, checkImageFileSize, type ImageFault } from '#shared/data/image-check'
import type { ColorImage } from './preprocess'

/** Larger pictures are made smaller while they are decoded; the network sees 28 pixels. */
const LONGEST_SIDE = 560

export type PictureFault = ImageFault | { readonly code: 'broken' }
export type Picture =
  { readonly ok: true; readonly image: ColorImage } | { readonly ok: false; readonly fault: PictureFault }

function pixelsOf(bitmap: ImageBitmap): ColorImage {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The window gives no canvas to read the picture with.')
  context.drawImage(bitmap, 0, 0)
  return context.getImageData(0, 0, bitmap.width, bitmap.height)
}

/** Decodes a picture after its header was checked: a few bytes can ask a decoder for gigabytes. */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>): Promise<Picture> {
  const check = checkImage(bytes)
  if (!check.ok) return check
  const { width, height } = check.header
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  try {
    const bitmap = await createImageBitmap(new Blob([bytes]), {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeQuality: 'high',
    })
    const image = pixelsOf(bitmap)
    bitmap.close()
    return { ok: true, image }
  } catch {
    return { ok: false, fault: { code: 'broken' } } // The decoder's reasons are not for people.
  }
}

/** A dropped or pasted file. Its size is looked at before it is read. */
export async function decodeFile(file: File): Promise<Picture> {
  const fault = checkImageFileSize(file.size)
  if (fault !== null) return { ok: false, fault }
  return decodePicture(new Uint8Array(await file.arrayBuffer()))
}
