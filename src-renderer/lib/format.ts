/*
 * How the window writes numbers, in both languages: 88.27 %, 218,058, 8 min 27 s. Components take them from here, or from vue-i18n's
 * `n`, whose percentages pass here too.
 */

/** Between a number and its unit: the two are never parted by the end of a line. */
const NO_BREAK = '\u00A0'

/** A percentage as the system writes it, with the space that stands before a unit. */
export const spacedPercent = (text: string): string => text.replaceAll(/\s*%/g, `${NO_BREAK}%`)

/** A share as `88.27 %`. */
export function formatPercent(share: number, decimals = 2): string {
  return `${(share * 100).toFixed(decimals)}${NO_BREAK}%`
}

/** A difference of two shares in points of a percent, with its sign: `+0.12 pp`. */
export function formatPoints(difference: number): string {
  const sign = difference < 0 ? '−' : '+'
  const points = Math.abs(difference * 100).toFixed(2)
  return speaksKorean() ? `${sign}${points}%p` : `${sign}${points}${NO_BREAK}pp`
}

/** A count with its thousands: `218,058`. */
export const formatCount = (value: number): string => value.toLocaleString('en-US')

// The page says what it is written in; whoever formats again after a change of language gets the other units.
const speaksKorean = (): boolean => document.documentElement.lang === 'ko'

const UNITS = {
  en: [`${NO_BREAK}h`, `${NO_BREAK}min`, `${NO_BREAK}s`],
  ko: ['시간', '분', '초'],
} as const

/** Seconds as `0.4 s`, `27 s`, `8 min 27 s` or `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  const [h, min, s] = UNITS[speaksKorean() ? 'ko' : 'en']
  const exact = Math.max(0, seconds)
  if (exact < 9.95) return `${String(Number(exact.toFixed(1)))}${s}`
  const whole = Math.round(exact)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const parts = hours > 0 ? [`${hours}${h}`, `${minutes}${min}`] : [`${minutes}${min}`, `${rest}${s}`]
  return parts.filter((part) => !part.startsWith('0')).join(' ')
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
