import { isBlank } from '#shared/data/blank-image'
import { type FileKind, fileKind } from '#shared/data/file-kind'
import { checkImage, type ImageFault } from '#shared/data/image-check'
import type { ImageFormat } from '#shared/data/image-header'
import type { ColorImage } from '#shared/data/picture/color-image'
import { fittedSize } from '#shared/data/picture/fitted-size'
import { shrink } from '#shared/data/picture/shrink'
import { toGrey } from '#shared/data/picture/to-grey'
import type { Decoded } from './wasm-module'

/** Why a file became no picture. */
export type DecodingFault =
  | ImageFault
  | { readonly code: 'other-format'; readonly kind: FileKind }
  | { readonly code: 'broken'; readonly format: ImageFormat }

export type DecodedPicture =
  { readonly ok: true; readonly image: ColorImage } | { readonly ok: false; readonly fault: DecodingFault }

function fitted(image: Decoded): ColorImage {
  const { width, height } = fittedSize(image.width, image.height)
  return width === image.width && height === image.height ? image : shrink(image, width, height)
}

const isEmpty = (image: Decoded): boolean => isBlank(toGrey(image).pixels)

/** Each decoder is loaded when the first picture of its kind comes, so that no other verb waits for it. */
async function decodeAs(format: ImageFormat, bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  if (format === 'png') return (await import('./png')).decodePng(bytes)
  if (format === 'jpeg') return (await import('./jpeg')).decodeJpeg(bytes)
  if (format === 'webp') return (await import('./webp')).decodeWebp(bytes)
  if (format === 'bmp') return (await import('./bmp')).decodeBmp(bytes)
  return (await import('./gif')).decodeGif(bytes, isEmpty)
}

/**
 * Decodes a picture without a window, by libraries that are WebAssembly or JavaScript alone. The header is judged first, as in the
 * window: a few bytes can ask a decoder for gigabytes. What comes back is as large as the window's: 560 pixels at most.
 */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPicture> {
  const check = checkImage(bytes)
  if (!check.ok) {
    const kind = check.fault.code === 'unknown-format' ? fileKind(bytes) : null
    return { ok: false, fault: kind === null ? check.fault : { code: 'other-format', kind } }
  }
  const { format, width, height } = check.header
  try {
    const image = await decodeAs(format, bytes)
    const isSize = image.width * image.height === width * height && image.data.length === width * height * 4
    if (isSize) return { ok: true, image: fitted(image) }
  } catch {
    // The decoder's reasons are not for people.
  }
  return { ok: false, fault: { code: 'broken', format } }
}
