import { useElementBounding, useRafFn } from '@vueuse/core'
import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import type { Box } from '../lib/place-beside'
import { useTourStore } from '../stores/tour-store'

/** Frames that are waited for a page that is still being loaded. */
const PATIENCE = 60

/** Where the element lies that the tour shows; null while there is none. */
export function useTourTarget(): ComputedRef<Box | null> {
  const tour = useTourStore()
  const element = shallowRef<HTMLElement | null>(null)
  const { left, top, width, height } = useElementBounding(element)
  let frames = 0

  const looking = useRafFn(
    () => {
      const found = document.querySelector<HTMLElement>(tour.stop?.target ?? ':not(*)')
      frames += 1
      if (found === null && frames < PATIENCE) return
      looking.pause()
      found?.scrollIntoView({ block: 'nearest' })
      element.value = found
    },
    { immediate: false },
  )
  watch(
    () => tour.stop,
    (stop) => {
      frames = 0
      element.value = null
      if (stop === null) looking.pause()
      else looking.resume()
    },
    { immediate: true },
  )

  return computed(() =>
    element.value === null
      ? null
      : { left: left.value, top: top.value, width: width.value, height: height.value },
  )
}
