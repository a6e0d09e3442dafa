const MONTHS =
  /\d.*(?<![a-zà-ü])(?:jan|feb|fév|mar|mär|mrz|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|août|ago|sep|set|oct|okt|nov|dec|dez|déc|dic)[a-zà-ü]*|^(?:jan|feb|fév|mar|mär|mrz|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|août|ago|sep|set|oct|okt|nov|dec|dez|déc|dic)[a-zà-ü]*\.?[ -]*\d/i
const EAST_ASIAN = /\d\s*[년월일年月日]/
const THREE_PARTS = /^(\d{1,4})([-/.])\s?(\d{1,2})\2\s?(\d{1,4})\.?(?:[T ].*)?$/
const TWO_PARTS = /^(\d{1,2})[-/](\d{1,2})$/
const YEAR_AND_MONTH = /^(\d{4})[-/](\d{1,2})$/
const LONGEST = 60

const isMonth = (part: number): boolean => part >= 1 && part <= 12
const isDay = (part: number): boolean => part >= 1 && part <= 31
const isYear = (part: string): boolean => part.length === 2 || (part.length === 4 && /^(?:19|20)/.test(part))

function isFullDate(first: string, middle: string, last: string): boolean {
  const [a, b, c] = [Number(first), Number(middle), Number(last)]
  const dayAndMonth = (isMonth(a) && isDay(b)) || (isDay(a) && isMonth(b))
  return (isYear(first) && isMonth(b) && isDay(c)) || (isYear(last) && dayAndMonth)
}

/** Whether a cell is a date, as a spreadsheet makes one of `10-5` or `5.10` without asking. */
export function isDate(text: string): boolean {
  if (text.length > LONGEST || !/\d/.test(text)) return false
  if (EAST_ASIAN.test(text) || MONTHS.test(text)) return true
  const three = THREE_PARTS.exec(text)
  if (three !== null) return isFullDate(three[1] ?? '', three[3] ?? '', three[4] ?? '')
  const yearAndMonth = YEAR_AND_MONTH.exec(text)
  if (yearAndMonth !== null) return isYear(yearAndMonth[1] ?? '') && isMonth(Number(yearAndMonth[2]))
  const [, first = '', second = ''] = TWO_PARTS.exec(text) ?? []
  const [a, b] = [Number(first), Number(second)]
  return (isMonth(a) && isDay(b)) || (isDay(a) && isMonth(b))
}

/** Whether a number is the one by which spreadsheets count the days of this century. */
export function isDayNumber(value: number): boolean {
  return Number.isInteger(value) && value >= 36_526 && value <= 73_050
}
