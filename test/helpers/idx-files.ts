/** Images of one grey each, in the IDX format, not compressed. */
export function idxImages(
  count: number,
  grey: (image: number, pixel: number) => number = (image) => image,
  side = 28,
): Uint8Array {
  const pixels = side * side
  const bytes = new Uint8Array(16 + count * pixels)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x803)
  view.setUint32(4, count)
  view.setUint32(8, side)
  view.setUint32(12, side)
  for (let index = 0; index < count * pixels; index++) {
    bytes[16 + index] = grey(Math.floor(index / pixels), index % pixels)
  }
  return bytes
}

/** Labels in the IDX format, not compressed. */
export function idxLabels(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + labels.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x801)
  view.setUint32(4, labels.length)
  bytes.set(labels, 8)
  return bytes
}
