/** The polynomial with these coefficients, constant term first, by Horner's rule; every operation rounds. */
export function horner(x: number, coefficients: readonly number[]): number {
  let value = 0
  for (let index = coefficients.length - 1; index >= 0; index -= 1) value = value * x + coefficients[index]
  return value
}
