const FIXED_FROM = 1e-4
const FIXED_BELOW = 1e7

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** A number with its significant digits, never rounded to a bare 0: 2e-6 stays `2e-6`, where `0.000000` would hide it. */
export function significantText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= FIXED_FROM && size < FIXED_BELOW) {
    const integerDigits = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1
    return integerDigits >= digits ? value.toFixed(0) : trimZeros(value.toPrecision(digits))
  }
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e')
  return `${trimZeros(mantissa)}e${Number(exponent)}`
}

/** The text that Python's `repr` gives a float, so that pandas writes back the very bytes that it read. */
export function pythonFloatText(value: number): string {
  if (Number.isNaN(value)) return ''
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`
  }
  const plain =
    exponent < 0 ? value.toFixed(-exponent + mantissa.replace(/[-.]/g, '').length - 1) : String(value)
  return plain.includes('.') ? plain : `${plain}.0`
}
