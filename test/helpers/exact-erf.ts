/** erf in binary64 by its series up to 3, beyond by the continued fraction of its complement: slow, and right to 1e-15. */
export function exactErf(x: number): number {
  if (x < 0) return -exactErf(-x)
  if (x > 3) {
    let fraction = 0
    for (let n = 200; n > 0; n -= 1) fraction = n / 2 / (x + fraction)
    return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction)
  }
  let term = x
  let sum = 0
  for (let n = 0; n < 80; n += 1) {
    sum += term
    term *= (2 * x * x) / (2 * n + 3)
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}
