import { nearestWhole } from './nearest-whole'

/** Larger pictures are made smaller while they are read; the network sees 28 pixels. */
const LONGEST_SIDE = 560

/** The size at which a picture is read. It comes from what was decoded: a photograph may have been turned by its EXIF data. */
export function fittedSize(
  width: number,
  height: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  return {
    width: Math.max(1, nearestWhole(width * scale)),
    height: Math.max(1, nearestWhole(height * scale)),
  }
}
