import { computed, type ComputedRef, onMounted, type Ref, ref, watch } from 'vue'
import { useNotices } from '../../composables/use-notices'
import { useImageStore } from '../../stores/image-store'
import { useTestImagesStore } from '../../stores/test-images-store'

/** The test image that is shown, and the ways to others among those that are asked for. */
export function useTestImage(): {
  readonly index: Ref<number>
  /** The number of the last test image. */
  readonly last: ComputedRef<number>
  readonly isValid: ComputedRef<boolean>
  /** Place among the images that are asked for, from 1 on; null where all are, or it is none of them. */
  readonly place: ComputedRef<number | null>
  readonly count: ComputedRef<number>
  readonly previous: ComputedRef<number | null>
  readonly next: ComputedRef<number | null>
  readonly show: (index: number) => void
  readonly showRandom: () => void
} {
  const image = useImageStore()
  const store = useTestImagesStore()
  const { showError } = useNotices()
  const index = ref(image.testImage?.index ?? 0)
  const last = computed(() => image.testImages - 1)
  const isValid = computed(
    () => Number.isInteger(index.value) && index.value >= 0 && index.value <= last.value,
  )
  const chosen = computed(() => (store.isNarrowed ? store.chosen : null))
  const count = computed(() => chosen.value?.length ?? image.testImages)
  const place = computed(() => {
    const found = chosen.value?.indexOf(index.value) ?? -1
    return found < 0 ? null : found + 1
  })
  const previous = computed(() => {
    if (!isValid.value) return null
    if (chosen.value === null) return index.value === 0 ? null : index.value - 1
    return chosen.value.findLast((each) => each < index.value) ?? null
  })
  const next = computed(() => {
    if (!isValid.value) return null
    if (chosen.value === null) return index.value === last.value ? null : index.value + 1
    return chosen.value.find((each) => each > index.value) ?? null
  })

  function show(asked: number): void {
    index.value = asked
    if (isValid.value) image.loadTestImage(asked).catch(showError)
  }

  function showRandom(): void {
    if (count.value === 0) return
    const place = (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % count.value
    show(chosen.value?.[place] ?? place)
  }

  // What is asked for is shown, from where one is.
  watch(chosen, (images) => {
    if (images === null || images.includes(index.value)) return
    const asked = images.find((each) => each > index.value) ?? images[0]
    if (asked !== undefined) show(asked)
  })
  // Another page may have chosen one.
  watch(
    () => image.testImage,
    (now) => (index.value = now?.index ?? index.value),
  )
  onMounted(() => {
    if (image.testImage === null) show(0)
  })

  watch(
    () => image.data,
    () => show(0),
  )

  return { index, last, isValid, place, count, previous, next, show, showRandom }
}
