const sumBits = new DataView(new ArrayBuffer(8))

const SMALLEST_NORMAL = 1.1754943508222875e-38

/**
 * a x b + c of three binary32 numbers, rounded once, as a fused instruction gives it.
 *
 * The product of two binary32 numbers is exact in binary64. Rounding the sum to binary64 and then to binary32 goes wrong
 * only where the first rounding lands on, or leaves, the middle between two binary32 numbers. There the sum is rounded to
 * odd instead, which can never be such a middle, and the second rounding is right.
 */
export function fma(a: number, b: number, c: number): number {
  const product = a * b
  const sum = product + c
  sumBits.setFloat64(0, sum)
  const middle = (sumBits.getUint32(4) & 0x1fffffff) === 0x10000000
  const subnormal = sum < SMALLEST_NORMAL && sum > -SMALLEST_NORMAL
  return Math.fround(middle || subnormal ? roundedToOdd(product, c, sum) : sum)
}

/** product + c, where the rounded sum is inexact the one of its two binary64 neighbours whose last bit is set. */
function roundedToOdd(product: number, c: number, sum: number): number {
  const share = sum - product
  const error = product - (sum - share) + (c - share)
  // An infinite sum has no error but NaN, and stays as it is.
  if (error === 0 || !(error > 0 || error < 0)) return sum
  sumBits.setFloat64(0, sum)
  const bits = sumBits.getBigInt64(0)
  if ((bits & 1n) === 1n) return sum
  const away = error > 0 === sum > 0
  sumBits.setBigInt64(0, away ? bits + 1n : bits - 1n)
  return sumBits.getFloat64(0)
}
