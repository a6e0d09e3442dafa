export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Between a box and what stands beside it, and between that and the edge of the window. */
const GAP = 12

const between = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))

/**
 * Where something of that size stands beside a box without covering it: on the right, the left, below or above, whichever fits
 * first. Where none fits it stands in the lower right corner, and covers a part of the box.
 */
export function placeBeside(
  box: Box,
  size: Size,
  viewport: Size,
): { readonly left: number; readonly top: number } {
  const most = { left: viewport.width - size.width - GAP, top: viewport.height - size.height - GAP }
  const top = between(box.top, GAP, Math.max(GAP, most.top))
  const left = between(box.left, GAP, Math.max(GAP, most.left))
  const right = box.left + box.width + GAP
  if (right <= most.left) return { left: right, top }
  if (box.left - GAP - size.width >= GAP) return { left: box.left - GAP - size.width, top }
  const below = box.top + box.height + GAP
  if (below <= most.top) return { left, top: below }
  if (box.top - GAP - size.height >= GAP) return { left, top: box.top - GAP - size.height }
  return { left: Math.max(GAP, most.left), top: Math.max(GAP, most.top) }
}
