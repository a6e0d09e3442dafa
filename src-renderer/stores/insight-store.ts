import { watchDebounced } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import {
  FASHION_MNIST_DISTANCES,
  judgeDistance,
  type UsualDistances,
} from '#shared/evaluation/usual-distance'
import type { NearestImage } from '#shared/ipc'
import type { Attribution, AttributionMethod } from '#shared/network/attribution'
import { lab } from '../bridge/lab'
import { errorText } from '../lib/error-text'
import { useImageStore } from './image-store'

/** Milliseconds for which a picture must rest before it is looked into: each answer takes main a part of a second. */
const REST = 200

/** An answer, and the picture that it is of: it is never shown beside another. */
interface Answer<T> {
  readonly pixels: Uint8Array
  readonly key: string
  readonly value: T | null
  readonly failure: string | null
}

/** Asks for something about a picture; only the answer to the newest question counts. */
function createQuestion<T>() {
  const answer = shallowRef<Answer<T> | null>(null)
  let newest = 0
  async function ask(pixels: Uint8Array, key: string, request: () => Promise<T>): Promise<void> {
    newest += 1
    const mine = newest
    const next = await request().then(
      (value): Answer<T> => ({ pixels, key, value, failure: null }),
      (error: unknown): Answer<T> => ({ pixels, key, value: null, failure: errorText(error) }),
    )
    if (mine === newest) answer.value = next
  }
  return { answer, ask }
}

/** What lies behind an answer on the Image page: the pixels that mattered, and the training images that are nearest. */
export const useInsightStore = defineStore('insight', () => {
  const image = useImageStore()
  const method = ref<AttributionMethod>('integrated')
  /** The class that is asked about; null for the predicted one. */
  const chosenClass = ref<number | null>(null)
  const target = computed(() => chosenClass.value ?? image.classification?.predicted ?? null)
  const pixels = computed(() => (image.isEmpty ? null : image.pixels))
  const nearestQuestion = createQuestion<readonly NearestImage[]>()
  const attributionQuestion = createQuestion<Attribution>()
  const attributionKey = computed(() => [image.runId, method.value, target.value].join(' '))

  watch(
    () => image.data,
    () => (chosenClass.value = null),
  )

  const rest = { debounce: REST, immediate: true }
  watchDebounced(
    [pixels, () => image.data] as const,
    ([now, data]) => {
      if (now !== null) void nearestQuestion.ask(now, data, () => lab.request('image:nearest', now, data))
    },
    rest,
  )
  watchDebounced(
    [pixels, attributionKey],
    ([now, key]) => {
      const { runId } = image
      const [how, about] = [method.value, target.value]
      if (now === null || runId === null || about === null) return
      void attributionQuestion.ask(now, key, () => lab.request('image:explain', runId, now, how, about))
    },
    rest,
  )

  const nearest = computed(() => {
    const answer = nearestQuestion.answer.value
    return answer?.pixels === pixels.value && answer.key === image.data ? answer : null
  })
  const attribution = computed(() => {
    const answer = attributionQuestion.answer.value
    return answer?.pixels === pixels.value && answer.key === attributionKey.value ? answer : null
  })
  /** What was measured of data of one's own, by fingerprint; Fashion-MNIST's is known. */
  const measured = shallowRef<ReadonlyMap<string, UsualDistances>>(new Map())
  const usual = computed(() =>
    image.dataset === null ? FASHION_MNIST_DISTANCES : (measured.value.get(image.data) ?? null),
  )
  /** How far the picture is from all that was trained on; null until that and what is usual are known. */
  const distance = computed(() => {
    const [first] = nearest.value?.value ?? []
    return first === undefined || usual.value === null ? null : judgeDistance(first.distance, usual.value)
  })
  const asked = new Set<string>()
  async function measure(data: string): Promise<void> {
    if (usual.value !== null || asked.has(data)) return
    asked.add(data)
    try {
      measured.value = new Map(measured.value).set(data, await lab.request('data:distances', data))
    } catch {
      // The nearest images cannot be found either then, and say why; the next picture asks again.
      asked.delete(data)
    }
  }
  watch(nearest, (now) => {
    if (now !== null) void measure(image.data)
  })

  return {
    ...{ method, chosenClass, target, distance, usual },
    nearest: computed(() => nearest.value?.value ?? null),
    nearestFailure: computed(() => nearest.value?.failure ?? null),
    attribution: computed(() => attribution.value?.value ?? null),
    attributionFailure: computed(() => attribution.value?.failure ?? null),
  }
})
