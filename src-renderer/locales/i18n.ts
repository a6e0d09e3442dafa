import { createI18n } from 'vue-i18n'
import { resolveParticles } from '#shared/language/korean-particles'
import type { Language } from '#shared/language/language'
import { spacedPercent } from '../lib/format'

type Messages = Record<string, unknown>

/** Every file `locales/<language>/<area>.json` holds the messages of one area; its keys are `<area>.<key>`. */
function areas(files: Record<string, Messages>): Record<string, Messages> {
  const merged: Record<string, Messages> = {}
  for (const [path, messages] of Object.entries(files)) {
    const area = /([^/]+)\.json$/.exec(path)?.[1]
    if (area !== undefined) merged[area] = messages
  }
  return merged
}

const en = areas(import.meta.glob<Messages>('./en/*.json', { eager: true, import: 'default' }))
const ko = areas(import.meta.glob<Messages>('./ko/*.json', { eager: true, import: 'default' }))

const numberFormats = {
  percentAxis: { style: 'percent', maximumFractionDigits: 1 },
  percent: { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
  percentExact: { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 },
  whole: { maximumFractionDigits: 0 },
  loss: { minimumFractionDigits: 4, maximumFractionDigits: 4 },
  short: { maximumSignificantDigits: 4 },
  epoch: { maximumFractionDigits: 1 },
  speed: { maximumSignificantDigits: 3 },
} as const

const datetimeFormats = { time: { hour: 'numeric', minute: '2-digit' } } as const

/** The texts of the window. `messages` come from the locale files only. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en, ko },
  postTranslation: (text) => (typeof text === 'string' ? resolveParticles(text) : text),
  numberFormats: { en: numberFormats, ko: numberFormats },
  datetimeFormats: { en: datetimeFormats, ko: datetimeFormats },
})

/** All texts, by language and area. */
export const MESSAGES: Readonly<Record<Language, Readonly<Record<string, Messages>>>> = { en, ko }

// Intl has no option for the space before a percent sign, and one number has one form everywhere.
const { n } = i18n.global
const format = n as (...values: readonly unknown[]) => string
i18n.global.n = ((...values: readonly unknown[]) => spacedPercent(format(...values))) as typeof n

export function setLanguage(language: Language): void {
  const locale: { value: string } = i18n.global.locale
  locale.value = language
  document.documentElement.lang = language
}
