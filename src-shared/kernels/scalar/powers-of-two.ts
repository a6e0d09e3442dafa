const bits = new DataView(new ArrayBuffer(8))

const EXPONENT_MASK = 0x7ff00000
const EXPONENT_BIAS = 1023

/** A finite positive number taken apart: value = fraction x 2^exponent. */
export interface FractionAndExponent {
  readonly fraction: number
  readonly exponent: number
}

/** 2^exponent for a whole exponent from -1022 to 1023, written as its bits because `**` may differ between engines. */
export function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + EXPONENT_BIAS) << 20)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

/** Takes a finite positive number apart, with a fraction in [1, 2); exact, subnormal numbers included. */
export function splitFloat(value: number): FractionAndExponent {
  bits.setFloat64(0, value)
  const high = bits.getUint32(0)
  const exponent = (high & EXPONENT_MASK) >>> 20
  if (exponent === 0) {
    const scaled = splitFloat(value * 18014398509481984)
    return { fraction: scaled.fraction, exponent: scaled.exponent - 54 }
  }
  bits.setUint32(0, (high & ~EXPONENT_MASK) | (EXPONENT_BIAS << 20))
  return { fraction: bits.getFloat64(0), exponent: exponent - EXPONENT_BIAS }
}
