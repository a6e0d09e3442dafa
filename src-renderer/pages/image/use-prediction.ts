import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useImageStore } from './image-store'

/** What the chosen run says of the picture, in a sentence, and the true class where it is known. */
export function usePrediction(): {
  readonly truth: ComputedRef<number | null>
  readonly sentence: ComputedRef<string>
} {
  const { t, n } = useI18n()
  const store = useImageStore()
  const truth = computed(() => (store.source === 'test' ? (store.testImage?.label ?? null) : null))
  const sentence = computed(() => {
    const answer = store.classification
    if (answer === null) return t('image.nothingYet')
    const values = {
      name: t(`class.${String(answer.predicted)}`),
      share: n(answer.probabilities[answer.predicted] ?? 0, 'percent'),
    }
    if (truth.value === null) return t('image.prediction.unknown', values)
    return t(truth.value === answer.predicted ? 'image.prediction.right' : 'image.prediction.wrong', values)
  })
  return { truth, sentence }
}
