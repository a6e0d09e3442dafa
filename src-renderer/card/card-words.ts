import type { RunCardData } from '#shared/exports/run-card-data'
import { filledText } from '#shared/language/filled-text'
import type { Language } from '#shared/language/language'
import cardEn from '../locales/en/card.json'
import choiceEn from '../locales/en/choice.json'
import classEn from '../locales/en/class.json'
import fieldEn from '../locales/en/field.json'
import cardKo from '../locales/ko/card.json'
import choiceKo from '../locales/ko/choice.json'
import classKo from '../locales/ko/class.json'
import fieldKo from '../locales/ko/field.json'

type CardWord = keyof typeof cardEn

const TEXTS = {
  en: { card: cardEn, field: fieldEn, choice: choiceEn, class: classEn },
  ko: { card: cardKo, field: fieldKo, choice: choiceKo, class: classKo },
} as const

function textAt(texts: unknown, path: string): string | null {
  let found = texts
  for (const name of path.split('.')) found = (found as Readonly<Record<string, unknown>> | undefined)?.[name]
  return typeof found === 'string' ? found : null
}

/** The words of a card in one language. */
export interface CardWords {
  readonly language: Language
  readonly word: (name: CardWord, values?: Readonly<Record<string, string | number>>) => string
  /** What a field is called, and what a choice in it is; the value itself where it is no choice. */
  readonly field: (path: string) => string
  readonly choice: (path: string, value: string) => string
  readonly className: (label: number) => string
}

export function cardWords(language: Language, { isFashionMnist, classNames }: RunCardData): CardWords {
  const texts = TEXTS[language]
  return {
    language,
    word: (name, values = {}) => filledText(texts.card[name], values),
    field: (path) => textAt(texts.field, path) ?? path,
    choice: (path, value) => textAt(texts.choice, `${path}.${value}`) ?? value,
    className: (label) =>
      (isFashionMnist ? textAt(texts.class, String(label)) : null) ?? classNames[label] ?? String(label),
  }
}
