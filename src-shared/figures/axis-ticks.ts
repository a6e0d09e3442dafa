/** The next larger of 1, 2 and 5 times a power of ten. */
export function niceStep(step: number): number {
  const power = Number(`1e${Math.floor(Math.log10(step))}`)
  const digit = step / power
  return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power
}

/** Round numbers between two ends, both of them included where they are round; at most two more than `most`. */
export function axisTicks(from: number, to: number, most: number): readonly number[] {
  const step = niceStep((to - from) / most)
  const first = Math.ceil(from / step)
  const count = Math.floor(to / step) - first + 1
  return Array.from({ length: count }, (_, tick) => Number(((first + tick) * step).toPrecision(12)))
}
