/** Ids that may become file names, and the names of files that are made from them. Nothing else from a record reaches a path. */

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const DEVICE = /^[0-9a-hjkmnp-tv-z]{8}$/
const SHA256 = /^[0-9a-f]{64}$/

/** 9999-12-31T23:59:59.999Z, the last moment that has a month of seven characters. */
export const LAST_MOMENT = 253_402_300_799_999

export function isDevice(text: unknown): text is string {
  return typeof text === 'string' && DEVICE.test(text)
}

export function isSha256(text: unknown): text is string {
  return typeof text === 'string' && SHA256.test(text)
}

export function isRunId(text: unknown): text is string {
  return typeof text === 'string' && ULID.test(text) && runTime(text) <= LAST_MOMENT
}

/** Milliseconds since 1970 that a ULID begins with. */
export function runTime(id: string): number {
  return readCrockford(id.slice(0, 10).toLowerCase())
}

/** Eight random characters that name one installation. */
export function newDevice(random: () => number): string {
  return Array.from({ length: 8 }, () => CROCKFORD[Math.floor(random() * 32)]).join('')
}

export function newUlid(time: number, random: () => number): string {
  const tail = Array.from({ length: 16 }, () => CROCKFORD[Math.floor(random() * 32)]).join('')
  return (writeCrockford(Math.min(Math.max(0, time), LAST_MOMENT), 10) + tail).toUpperCase()
}

export function writeCrockford(value: number, length: number): string {
  let text = ''
  for (let rest = Math.floor(value); text.length < length; rest = Math.floor(rest / 32))
    text = CROCKFORD[rest % 32] + text
  return text
}

export function readCrockford(text: string): number {
  let value = 0
  for (const character of text) value = value * 32 + CROCKFORD.indexOf(character)
  return value
}
