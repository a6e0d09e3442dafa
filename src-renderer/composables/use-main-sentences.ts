import { useI18n } from 'vue-i18n'
import { koreanSentence } from '../locales/main-sentences'

/** Puts what another process says, and any error, into the language of the window. */
export function useMainSentences(): (said: unknown) => string {
  const { locale } = useI18n()
  return (said) => {
    const text = said instanceof Error ? said.message : String(said)
    return locale.value === 'ko' ? koreanSentence(text) : text
  }
}
