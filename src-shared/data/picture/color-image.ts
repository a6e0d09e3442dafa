/** A colour picture as a canvas gives it: four bytes a pixel. */
export interface ColorImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray | Uint8Array
}

/** Brightness of one pixel as eyes weigh its colours. */
export function brightnessAt(data: ColorImage['data'], index: number): number {
  const at = index * 4
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
}
