/** Seconds as `0:07`, `12:30` or `3:05:00`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = two(whole % 60)
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${rest}` : `${String(minutes)}:${rest}`
}

/** Widths of all layers as `784-256-64-10`. */
export function formatWidths(design: {
  readonly input: number
  readonly hidden: readonly number[]
  readonly output: number
}): string {
  return [design.input, ...design.hidden, design.output].join('-')
}

/** A number with an exponent, no digit more than it needs: `2e-6`, `8e28`. */
const withExponent = (value: number): string =>
  value
    .toExponential(2)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')

/** A number as short as it can stand: `0.3`, `2e-6`, `12,000`, `8e28`. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (value !== 0 && (size < 1e-3 || size >= 1e9)) return withExponent(value)
  if (Number.isInteger(value)) return value.toLocaleString('en-US')
  return String(Number(value.toPrecision(4)))
}

/** A loss with three digits; one that has left all bounds with an exponent. */
export function formatLoss(value: number): string {
  if (Number.isFinite(value) && Math.abs(value) >= 1e5) return withExponent(value)
  return formatShort(Number(value.toPrecision(3)))
}

/** Bytes as people read them: 0 B, 830 kB, 12.4 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${value < 100 ? value.toPrecision(3).replace(/\.?0+$/, '') : Math.round(value)} ${unit}`
}
