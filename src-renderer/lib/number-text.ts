const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+$/

/** The number that a text says, or NaN: `1e-4` is 0.0001, `10,000` is 10000, `0,5` is nothing. */
export function parseNumberText(text: string): number {
  const trimmed = text.trim()
  if (GROUPED.test(trimmed)) return Number(trimmed.replaceAll(',', ''))
  return NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN
}

/** A number as people type it: small ones with an exponent, empty for what is no number. */
export function formatNumberText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return ''
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value)
}

/**
 * The next number up or down: one for whole numbers, else one in the last digit that is shown, so that 0.3 goes to 0.4 and 2e-6
 * to 3e-6. From a power of ten downwards the step is ten times finer, else 0.1 would go to 0.
 */
export function stepNumber(value: number, direction: 1 | -1, whole: boolean): number {
  if (!Number.isFinite(value)) return value
  if (whole) return Math.round(value) + direction
  if (value === 0) return direction * 0.1
  const [digits = '1', exponent = '0'] = Math.abs(value).toExponential().split('e')
  const decimals = (digits.split('.')[1] ?? '').length
  const shrinks = direction === (value > 0 ? -1 : 1)
  const finer = shrinks && digits === '1' ? 1 : 0
  const power = Number(exponent) - decimals - finer
  const step = Number(`1e${String(power)}`)
  return Number((value + direction * step).toFixed(Math.min(100, Math.max(0, -power))))
}
