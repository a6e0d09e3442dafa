import type { FileKind } from '#shared/data/file-kind'
import type { ImageFault } from '#shared/data/image-check'
import type { ColorImage } from '#shared/data/picture/color-image'

/** Why a file became no picture; the window has a sentence for each. */
export type PictureFault =
  | ImageFault
  | { readonly code: 'other-format'; readonly kind: FileKind }
  | { readonly code: 'broken' | 'too-slow' | 'unreadable' }

export type Picture =
  { readonly ok: true; readonly image: ColorImage } | { readonly ok: false; readonly fault: PictureFault }
