const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85
const ROUNDS = 10

/**
 * The high 32 bits of a product of two unsigned 32-bit numbers, by halves because the whole product is not exact in binary64.
 * Every sum below stays under 2^32, so that shifting it loses nothing.
 */
export function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const other = aLow * bHigh + (middle & 0xffff)
  return (aHigh * bHigh + (middle >>> 16) + (other >>> 16)) >>> 0
}

/**
 * Philox4x32-10: four random 32-bit words for a 64-bit key and a 128-bit counter.
 *
 * Counter-based, so that a draw depends on what it is for and never on who drew before (Salmon et al., "Parallel random
 * numbers: as easy as 1, 2, 3", 2011).
 */
export function philox(
  key0: number,
  key1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  out: Uint32Array,
): void {
  let w0 = c0 >>> 0
  let w1 = c1 >>> 0
  let w2 = c2 >>> 0
  let w3 = c3 >>> 0
  let k0 = key0 >>> 0
  let k1 = key1 >>> 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = multiplyHigh(MULTIPLIER_0, w0)
    const low0 = Math.imul(MULTIPLIER_0, w0)
    const high1 = multiplyHigh(MULTIPLIER_1, w2)
    const low1 = Math.imul(MULTIPLIER_1, w2)
    w0 = (high1 ^ w1 ^ k0) >>> 0
    w1 = low1 >>> 0
    w2 = (high0 ^ w3 ^ k1) >>> 0
    w3 = low0 >>> 0
    k0 = (k0 + WEYL_0) >>> 0
    k1 = (k1 + WEYL_1) >>> 0
  }
  out[0] = w0
  out[1] = w1
  out[2] = w2
  out[3] = w3
}
