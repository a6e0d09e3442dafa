import { panelBytes, panelCount, ROW_BYTES } from './layout'

export function gatherF32(
  out: usize,
  images: usize,
  order: usize,
  table: usize,
  transforms: usize,
  sources: usize,
  rows: usize,
  rowBegin: usize,
  rowEnd: usize,
  pixels: usize,
): void {
  const outPanel = panelBytes(rows)
  if (rowBegin < rowEnd && pixels > 0) callImages(out + rowBegin * ROW_BYTES, images, order, rowBegin, rowEnd, pixels)
  for (let row = rowBegin; row < rowEnd; row++) {
    const image = images + <usize>load<i32>(order + (row << 2)) * pixels
    const to = out + row * ROW_BYTES
    if (transforms == 0) {
      gatherRow(to, outPanel, image, table, pixels)
    } else {
      const source = sources + ((<usize>load<i32>(transforms + (row << 2)) * pixels) << 2)
      gatherMovedRow(to, outPanel, image, table, source, pixels)
    }
    clearTail(to, outPanel, pixels)
  }
}

/**
 * Reads a byte of every cache line of the images, so that many of them are on their way from memory at once. What is read
 * is stored where gathering writes next, because a read without use would be left out.
 */
@inline
function callImages(
  scratch: usize,
  images: usize,
  order: usize,
  rowBegin: usize,
  rowEnd: usize,
  pixels: usize,
): void {
  let bytes: u32 = 0
  for (let row = rowBegin; row < rowEnd; row++) {
    const image = images + <usize>load<i32>(order + (row << 2)) * pixels
    for (let pixel: usize = 0; pixel < pixels; pixel += 64) bytes += load<u8>(image + pixel)
  }
  store<u32>(scratch, bytes)
}

@inline
function fromTable(table: usize, byte: usize): f32 {
  return load<f32>(table + (byte << 2))
}

/** Numbers of four pixels; the word of bytes may lie at any address. */
@inline
function fourFromTable(table: usize, word: u32): v128 {
  let numbers = v128.load32_zero(table + ((word & 255) << 2))
  numbers = v128.load32_lane(table + ((word >> 6) & 0x3fc), numbers, 1)
  numbers = v128.load32_lane(table + ((word >> 14) & 0x3fc), numbers, 2)
  return v128.load32_lane(table + ((word >> 22) & 0x3fc), numbers, 3)
}

/** Sixteen pixels at a time, stored as vectors: single numbers would fill the queue of what is to be stored. */
@inline
function gatherRow(out: usize, outPanel: usize, image: usize, table: usize, pixels: usize): void {
  const whole = pixels & ~15
  let to = out
  for (let pixel: usize = 0; pixel < whole; pixel += 16) {
    v128.store(to, fourFromTable(table, load<u32>(image + pixel)))
    v128.store(to, fourFromTable(table, load<u32>(image + pixel, 4)), 16)
    v128.store(to, fourFromTable(table, load<u32>(image + pixel, 8)), 32)
    v128.store(to, fourFromTable(table, load<u32>(image + pixel, 12)), 48)
    to += outPanel
  }
  for (let pixel = whole; pixel < pixels; pixel++) {
    store<f32>(out + (pixel >> 4) * outPanel + ((pixel & 15) << 2), fromTable(table, load<u8>(image + pixel)))
  }
}

@inline
function gatherMovedRow(
  out: usize,
  outPanel: usize,
  image: usize,
  table: usize,
  source: usize,
  pixels: usize,
): void {
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    const from = load<i32>(source + (pixel << 2))
    const byte: usize = from < 0 ? 0 : load<u8>(image + <usize>from)
    store<f32>(out + (pixel >> 4) * outPanel + ((pixel & 15) << 2), fromTable(table, byte))
  }
}

/** Zero in the lanes beyond the last pixel. */
@inline
function clearTail(out: usize, outPanel: usize, pixels: usize): void {
  const end = panelCount(pixels) << 4
  for (let pixel = pixels; pixel < end; pixel++) {
    store<f32>(out + (pixel >> 4) * outPanel + ((pixel & 15) << 2), 0)
  }
}
