// The polynomial of Castagnoli, lowest bit first (RFC 3720). zlib has the other CRC-32, and no package that is kept well has just this.
const POLYNOMIAL = 0x82f63b78
const BITS = 8

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < BITS; bit += 1)
    remainder = (remainder & 1) === 0 ? remainder >>> 1 : (remainder >>> 1) ^ POLYNOMIAL
  return remainder
})

/** CRC-32C of bytes. */
export function crc32c(bytes: Uint8Array): number {
  let remainder = 0xffffffff
  for (const byte of bytes) remainder = (remainder >>> BITS) ^ (TABLE[(remainder ^ byte) & 0xff] ?? 0)
  return (remainder ^ 0xffffffff) >>> 0
}
