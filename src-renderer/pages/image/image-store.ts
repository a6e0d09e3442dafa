import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Classification, DataImage } from '#shared/ipc'
import { lab } from '../../lab'
import { preprocess, type ColorImage, type Handles, type Steps } from './preprocess'

export const SOURCES = ['test', 'file', 'drawing'] as const
export type Source = (typeof SOURCES)[number]

/** The picture on the Image page, its way to 28x28, and what the chosen run makes of it. */
export const useImageStore = defineStore('image', () => {
  const runId = ref<string | null>(null)
  const source = ref<Source>('test')
  const testImage = shallowRef<DataImage | null>(null)
  const file = shallowRef<{ readonly name: string; readonly image: ColorImage } | null>(null)
  const drawing = shallowRef<ColorImage | null>(null)
  const handles = shallowRef<Handles>({ frame: 'fit', invert: 'auto', centre: true })
  const classification = shallowRef<Classification | null>(null)
  const failure = shallowRef<string | null>(null)

  const picture = computed(() => (source.value === 'drawing' ? drawing.value : (file.value?.image ?? null)))
  const steps = computed<Steps | null>(() =>
    source.value === 'test' || picture.value === null ? null : preprocess(picture.value, handles.value),
  )
  /** The 784 bytes that the network gets. */
  const pixels = computed(() => {
    if (source.value === 'test') return testImage.value?.pixels ?? null
    return steps.value?.final.pixels ?? null
  })

  // Answers may overtake each other; only that to the latest question counts.
  let question = 0
  watch([pixels, runId], async ([now, id]) => {
    question += 1
    const asked = question
    if (now === null || id === null) {
      classification.value = null
      return
    }
    try {
      const answer = await lab.request('image:classify', id, now)
      if (asked !== question) return
      classification.value = answer
      failure.value = null
    } catch (error) {
      if (asked !== question) return
      classification.value = null
      failure.value = error instanceof Error ? error.message : String(error)
    }
  })

  async function loadTestImage(index: number): Promise<void> {
    testImage.value = await lab.request('data:image', 'test', index)
  }

  const openFile = (): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> =>
    lab.request('image:open')

  return {
    ...{ runId, source, testImage, file, drawing, handles, classification, failure },
    ...{ picture, steps, pixels, loadTestImage, openFile },
  }
})
