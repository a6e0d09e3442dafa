import type { Language } from '#shared/language/language'

/** The language of a person whose system speaks this locale. */
export function languageOf(locale: string): Language {
  return /^ko(?![a-z])/i.test(locale) ? 'ko' : 'en'
}
