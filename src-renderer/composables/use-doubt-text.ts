import { useI18n } from 'vue-i18n'
import { doubtSentence } from '#shared/records/doubt-sentence'
import type { RecordDoubt } from '#shared/records/record-doubt'

/** Why a record is not believed, in the language of the window. */
export function useDoubtText(): (doubt: RecordDoubt) => string {
  const { locale } = useI18n()
  return (doubt) => doubtSentence(doubt, locale.value === 'ko' ? 'ko' : 'en')
}
