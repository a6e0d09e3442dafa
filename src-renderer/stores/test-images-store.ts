import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { selectImages } from '#shared/evaluation/select-images'
import { lab } from '../bridge/lab'
import { useImageStore } from './image-store'
import { useVotesStore } from './votes-store'

export const TEST_IMAGE_FILTERS = ['all', 'mistakes', 'disagreement'] as const
type TestImageFilter = (typeof TEST_IMAGE_FILTERS)[number]

/** Which test images are gone through on the Image page. */
export const useTestImagesStore = defineStore('test-images', () => {
  const image = useImageStore()
  const votes = useVotesStore()
  const filter = ref<TestImageFilter>('all')
  const trueClass = ref<number | null>(null)
  const labels = shallowRef<Uint8Array | null>(null)
  /** Predictions by run; null where the record has none. */
  const predictions = shallowRef<ReadonlyMap<string, Uint8Array | null>>(new Map())

  const runs = computed(() => {
    const chosen = image.runId === null ? [] : [image.runId]
    if (filter.value === 'all') return []
    return filter.value === 'mistakes' ? chosen : [...new Set([...chosen, ...votes.voters])]
  })
  const isNarrowed = computed(() => filter.value !== 'all' || trueClass.value !== null)

  async function fetchPredictions(id: string): Promise<void> {
    if (predictions.value.has(id)) return
    const found = await lab.request('runs:predictions', id).catch(() => null)
    predictions.value = new Map(predictions.value).set(id, found)
  }
  async function fetchLabels(data: string): Promise<void> {
    const found = await lab.request('data:labels', 'test', data).catch(() => null)
    if (data === image.data) labels.value = found
  }
  watch(
    () => image.data,
    () => {
      labels.value = null
      trueClass.value = null
    },
    { flush: 'sync' },
  )
  watch([isNarrowed, runs, () => image.data] as const, async ([narrowed, ids, data]) => {
    if (narrowed && labels.value === null) await fetchLabels(data)
    await Promise.all(ids.map(fetchPredictions))
  })

  /** Numbers of the images that fit; null while they are found out, or where all fit. */
  const chosen = computed<readonly number[] | null>(() => {
    const { value: truth } = labels
    if (!isNarrowed.value || truth === null) return null
    if (runs.value.some((id) => !predictions.value.has(id))) return null
    const known = runs.value.flatMap((id) => predictions.value.get(id) ?? [])
    return selectImages(truth, {
      trueClass: trueClass.value,
      wrongIn: filter.value === 'mistakes' ? (known[0] ?? truth) : null,
      disagreeing: filter.value === 'disagreement' ? known : null,
    })
  })

  return { filter, trueClass, isNarrowed, chosen }
})
