import type { FileKind } from '#shared/data/file-kind'
import type { ImageFormat } from '#shared/data/image-header'
import type { DecodingFault } from './decode-picture'

const KINDS: Readonly<Record<FileKind, string>> = {
  archive: 'a compressed archive',
  audio: 'an audio file',
  avif: 'an AVIF picture',
  'camera-raw': 'a camera RAW file',
  heic: 'a HEIC picture (iPhone photo)',
  html: 'a web page (HTML)',
  icon: 'an icon file',
  'jpeg-2000': 'a JPEG 2000 picture',
  'jpeg-xl': 'a JPEG XL picture',
  office: 'an office document',
  pdf: 'a PDF document',
  photoshop: 'a Photoshop file',
  postscript: 'a PostScript document',
  program: 'a program',
  svg: 'an SVG drawing',
  text: 'text',
  tiff: 'a TIFF picture',
  video: 'a video',
}

/** What only the decoders of the window know, and these do not, may be whole all the same. */
function brokenFault(format: ImageFormat): string {
  if (format === 'jpeg')
    return 'it is damaged, or has the colours of print (CMYK), which only the Image page reads.'
  if (format === 'webp') return 'it is damaged, or is animated, which only the Image page reads.'
  return 'it is damaged.'
}

/** Why a picture is refused, as the end of a sentence. */
export function pictureFault(fault: DecodingFault): string {
  switch (fault.code) {
    case 'empty':
      return 'it is empty.'
    case 'file-too-large':
      return `it has ${fault.bytes} bytes, but at most ${fault.limit} are allowed.`
    case 'unknown-format':
      return 'it is not a picture that the lab can read; PNG, JPEG, GIF, WebP and BMP are read.'
    case 'other-format':
      return `it is ${KINDS[fault.kind]}; PNG, JPEG, GIF, WebP and BMP are read.`
    case 'damaged-header':
      return 'it is damaged: its size cannot be read.'
    case 'too-many-pixels':
      return `it is ${fault.width} x ${fault.height} pixels, but at most ${fault.limit} in all are read.`
    case 'too-long':
      return `it is ${fault.width} x ${fault.height} pixels: one side is more than ${fault.limit} times the other, so almost nothing would be left of it.`
    case 'cut-off':
      return 'it is damaged: its end is missing.'
    case 'broken':
      return brokenFault(fault.format)
  }
}
