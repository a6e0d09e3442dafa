function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * (2 << (flags & 7))
}

// Data come in blocks of up to 255 bytes, each after its length; one of length 0 is the last.
function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  for (let length = bytes[at]; length !== undefined && length > 0; length = bytes[at]) at += 1 + length
  return at + 1
}

interface GifFrame {
  /** How far the frame reaches from the upper left corner of the screen. */
  readonly right: number
  readonly bottom: number
  /** Where its data end; behind the file where that was cut off. */
  readonly end: number
}

function* framesOf(bytes: Uint8Array, view: DataView): Generator<GifFrame> {
  let at = 13 + tableLength(view.getUint8(10))
  while (at + 10 <= bytes.length) {
    const block = bytes[at]
    if (block === 0x21) at = afterBlocks(bytes, at + 2)
    else if (block === 0x2c) {
      const end = afterBlocks(bytes, at + 11 + tableLength(view.getUint8(at + 9)))
      yield {
        right: view.getUint16(at + 1, true) + view.getUint16(at + 5, true),
        bottom: view.getUint16(at + 3, true) + view.getUint16(at + 7, true),
        end,
      }
      at = end
    } else return
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * Width and height of a GIF. The header's screen may be smaller than a frame, and decoders then make it larger: the largest
 * reach of all frames counts.
 */
export function gifSize(bytes: Uint8Array): readonly [width: number, height: number] | null {
  if (bytes.length < 13) return null
  const view = viewOf(bytes)
  let [width, height] = [view.getUint16(6, true), view.getUint16(8, true)]
  for (const { right, bottom } of framesOf(bytes, view)) {
    width = Math.max(width, right)
    height = Math.max(height, bottom)
  }
  return [width, height]
}

/** Whether the data of every frame that begins have their end. Many a program leaves out the last byte of the file. */
export function isGifWhole(bytes: Uint8Array): boolean {
  for (const { end } of framesOf(bytes, viewOf(bytes))) if (end > bytes.length) return false
  return true
}
