const CLOCK =
  /^(?:(\d{1,6})\s*(?:days?|일)?,?\s+)?\+?(오전|오후)?\s*(\d{1,6}):(\d{2}):(\d{2})(?:[.,](\d{1,12}))?\s*(am|pm)?$/i
// Spreadsheets show minutes, seconds and tenths so; without the fraction it could be hours and minutes.
const MINUTES = /^(\d{1,6}):(\d{2})[.,](\d{1,12})$/
const TWO_PARTS = /^\d{1,6}:\d{2}$/
const ISO = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})(?:[.,](\d{1,12}))?S)?)?$/i
const PARTS =
  /^(?:(\d{1,6})\s?(?:d|days?|일)\s?)?(?:(\d{1,6})\s?(?:h|hrs?|hours?|시간)\s?)?(?:(\d{1,6})\s?(?:m|mins?|minutes?|분)\s?)?(?:(\d{1,9})(?:[.,](\d{1,12}))?\s?(?:s|secs?|seconds?|초))?$/i
const UNIT =
  /^(.*\d[.,]?)\s?(ms|msec|s|secs?|seconds?|초|m|mins?|minutes?|분|h|hrs?|hours?|시간|d|days?|일)$/i
const LONGEST = 60

const FACTORS: readonly (readonly [unit: RegExp, seconds: number])[] = [
  [/^ms/i, 0.001],
  [/^(?:s|초)/i, 1],
  [/^(?:m|분)/i, 60],
  [/^(?:h|시간)/i, 3600],
  [/^(?:d|일)/i, 86_400],
]

type Part = string | undefined

function total(days: Part, hours: Part, minutes: Part, seconds: Part, fraction: Part): number {
  const whole =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  // By text: the sum of a whole and a fraction would differ in the last bit from what a table writes.
  return Number(`${whole}.${fraction ?? '0'}`)
}

const isSexagesimal = (...parts: readonly Part[]): boolean => parts.every((part) => Number(part ?? 0) < 60)

function clockSeconds(clock: RegExpExecArray): number | null {
  const [, days, before, hourText = '0', minutes, seconds, fraction, after] = clock
  const half = (before ?? after ?? '').toLowerCase()
  let hours = Number(hourText)
  if (!isSexagesimal(minutes, seconds) || (days !== undefined && hours > 23)) return null
  if (half !== '') {
    if (hours < 1 || hours > 12) return null
    hours = (hours % 12) + (half === 'pm' || half === '오후' ? 12 : 0)
  }
  return total(days, String(hours), minutes, seconds, fraction)
}

/** Seconds of a time of day or a duration as spreadsheets, Python and ISO 8601 write them; null where the text is none. */
export function clockDuration(text: string): number | null {
  if (text.length > LONGEST) return null
  const clock = CLOCK.exec(text)
  if (clock !== null) return clockSeconds(clock)
  const short = MINUTES.exec(text)
  if (short !== null) return isSexagesimal(short[2]) ? total('0', '0', short[1], short[2], short[3]) : null
  const parts = ISO.exec(text) ?? PARTS.exec(text)
  if (parts === null || parts.slice(1, 5).every((part) => part === undefined)) return null
  return total(parts[1], parts[2], parts[3], parts[4], parts[5])
}

/** Whether a time has two parts, which can be hours and minutes or minutes and seconds. */
export function isHalfClock(text: string): boolean {
  return TWO_PARTS.test(text)
}

/** The number of a time without its unit. */
export function durationNumber(text: string): string {
  return text.length > LONGEST ? text : (UNIT.exec(text)?.[1] ?? text)
}

/** How many seconds the unit behind a number has; 1 where there is none. */
export function durationUnit(text: string): number {
  const unit = text.length > LONGEST ? undefined : UNIT.exec(text)?.[2]
  return FACTORS.find(([start]) => unit !== undefined && start.test(unit))?.[1] ?? 1
}
