function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * (2 << (flags & 7))
}

// Data come in blocks of up to 255 bytes, each after its length; one of length 0 is the last.
function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  for (let length = bytes[at]; length !== undefined && length > 0; length = bytes[at]) at += 1 + length
  return at + 1
}

/**
 * Width and height of a GIF. The header's screen may be smaller than a frame, and decoders then make it larger: the largest
 * reach of all frames counts.
 */
export function gifSize(bytes: Uint8Array): readonly [width: number, height: number] | null {
  if (bytes.length < 13) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [width, height] = [view.getUint16(6, true), view.getUint16(8, true)]
  let at = 13 + tableLength(view.getUint8(10))
  while (at + 10 <= bytes.length) {
    const block = bytes[at]
    if (block === 0x21) at = afterBlocks(bytes, at + 2)
    else if (block === 0x2c) {
      width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true))
      height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true))
      at = afterBlocks(bytes, at + 11 + tableLength(view.getUint8(at + 9)))
    } else break
  }
  return [width, height]
}
