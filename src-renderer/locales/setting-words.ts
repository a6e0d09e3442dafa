import { significantText } from '#shared/records/number-text'
import { i18n } from './i18n'
import { booleanLabel } from './table-words'

/*
 * What a setting of an experiment and its values are called, by the path of its field.
 */

const { t, te } = i18n.global

/** Labels by language and path: charts of a thousand trials ask for the same few. */
const known = new Map<string, string>()

/** What a setting is called in the language of the window. */
export function settingLabel(path: string): string {
  const asked = `${i18n.global.locale.value} ${path}`
  const label = known.get(asked)
  if (label !== undefined) return label
  const key = `field.${path}`
  const found = te(key) ? t(key) : path
  known.set(asked, found)
  return found
}

/** A value of a setting as people read it. */
export function settingWords(path: string, value: unknown): string {
  if (typeof value === 'boolean') return booleanLabel(value)
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : significantText(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.join('-')
  const key = `choice.${path}.${String(value)}`
  return te(key) ? t(key) : String(value)
}

/** Settings in one line: `Weight decay 2e-7 · Batch size 512`. */
export function settingsLine(settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .map(([path, value]) => `${settingLabel(path)} ${settingWords(path, value)}`)
    .join(' · ')
}
