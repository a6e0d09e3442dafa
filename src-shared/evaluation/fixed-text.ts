/** 2^(digits + 1) is exact, so this is true only for numbers that lie exactly between two texts, such as 0.125 with two digits. */
function isBetween(value: number, digits: number): boolean {
  const doubled = value * 2 ** (digits + 1)
  return Number.isInteger(doubled) && doubled % 2 !== 0
}

/**
 * A share with so many decimals, as Python and scikit-learn print it: what lies exactly in the middle goes to the even digit, where
 * `toFixed` would always go up.
 */
export function fixedText(value: number, digits: number): string {
  if (!isBetween(value, digits)) return value.toFixed(digits)
  const scale = Number(`1e${digits}`)
  const low = Math.floor(value * scale)
  return ((low % 2 === 0 ? low : low + 1) / scale).toFixed(digits)
}
