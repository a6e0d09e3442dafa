import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useMainSentences } from '../../composables/use-main-sentences'
import { useImageStore } from '../../stores/image-store'
import { useClassNames } from './use-class-names'

/** What the chosen run says of the picture, in a sentence, why it says nothing, and the true class where it is known. */
export function usePrediction(): {
  readonly truth: ComputedRef<number | null>
  readonly sentence: ComputedRef<string>
  readonly detail: ComputedRef<string>
} {
  const { t, n } = useI18n()
  const inLanguage = useMainSentences()
  const store = useImageStore()
  const names = useClassNames()
  const truth = computed(() => (store.source === 'test' ? (store.testImage?.label ?? null) : null))
  const sentence = computed(() => {
    const answer = store.classification
    if (store.isEmpty) return t('image.nothingInIt')
    if (answer === null) {
      if (store.failure !== null) return t('image.noAnswer')
      return t(store.pixels === null ? 'image.nothingYet' : 'image.looking')
    }
    const values = {
      name: names.value[answer.predicted] ?? String(answer.predicted),
      share: n(answer.probabilities[answer.predicted] ?? 0, 'percent'),
    }
    if (truth.value === null) return t('image.prediction.unknown', values)
    return t(truth.value === answer.predicted ? 'image.prediction.correct' : 'image.prediction.wrong', values)
  })
  const detail = computed(() => {
    if (store.failure !== null) return inLanguage(store.failure)
    if (store.isEmpty) return t(store.source === 'drawing' ? 'image.emptyDrawing' : 'image.emptyPicture')
    return store.pixels === null ? t('image.noPicture') : t('image.seenText', { side: store.side })
  })
  return { truth, sentence, detail }
}
