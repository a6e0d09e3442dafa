import { useRafFn } from '@vueuse/core'
import { type Ref, ref } from 'vue'

/** Counts up to a number, one each two frames: what hangs on it is drawn in so many pieces, and the window answers between them. */
export function useStages(count: number): Readonly<Ref<number>> {
  const stage = ref(0)
  let frame = 0
  const { pause } = useRafFn(() => {
    frame += 1
    if (frame % 2 === 0) stage.value += 1
    if (stage.value >= count) pause()
  })
  return stage
}
