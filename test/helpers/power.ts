/** A power with a whole, non-negative exponent, by multiplication alone: the same bits on every engine, which `**` does not promise. */
export function power(base: number, exponent: number): number {
  let product = 1
  for (let factor = 0; factor < exponent; factor += 1) product *= base
  return product
}
