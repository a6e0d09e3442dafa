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

/** Four pixels at a time: the words of bytes may lie at any address. */
@inline
function gatherRow(out: usize, outPanel: usize, image: usize, table: usize, pixels: usize): void {
  const whole = pixels & ~3
  for (let pixel: usize = 0; pixel < whole; pixel += 4) {
    const to = out + (pixel >> 4) * outPanel + ((pixel & 15) << 2)
    const word = load<u32>(image + pixel)
    store<f32>(to, fromTable(table, word & 255))
    store<f32>(to, fromTable(table, (word >> 8) & 255), 4)
    store<f32>(to, fromTable(table, (word >> 16) & 255), 8)
    store<f32>(to, fromTable(table, word >> 24), 12)
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
