import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { isBlank } from '#shared/data/blank-image'
import type { ColorImage } from '#shared/data/picture/color-image'
import { AUTOMATIC, type Handles } from '#shared/data/picture/handles'
import { preprocess, type Steps } from '#shared/data/picture/preprocess'
import { shapeOf } from '#shared/experiment/dataset-description'
import type { Classification, DataImage } from '#shared/ipc'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { lab } from '../bridge/lab'
import { datasetOfRun } from '../lib/chosen-dataset'
import { errorText } from '../lib/error-text'
import type { PictureFault } from '../lib/image/picture'
import { readPicture } from '../lib/image/read-picture'
import { useRunsStore } from './runs-store'

export const SOURCES = ['test', 'file', 'drawing', 'camera'] as const
export type Source = (typeof SOURCES)[number]

/** What a run said, and of which picture: it is never shown beside another. */
interface Answer {
  readonly runId: string
  readonly subject: unknown
  readonly pixels: Uint8Array
  readonly classification: Classification
}

/** The picture on the Image page, its way to the size that the chosen run takes, and what that run makes of it. */
export const useImageStore = defineStore('image', () => {
  const runs = useRunsStore()
  const runId = ref<string | null>(null)
  /** The data of the chosen run; null for Fashion-MNIST, and where none is chosen. */
  const dataset = computed(() => {
    const run = runId.value === null ? undefined : runs.byId.get(runId.value)
    return run === undefined ? null : datasetOfRun(run.record)
  })
  const data = computed(() => dataset.value?.fingerprint ?? FASHION_MNIST)
  /** Pixels of a side, as the run takes them. */
  const side = computed(() => shapeOf(dataset.value).side)
  const testImages = computed(() => shapeOf(dataset.value).testImages)
  const source = ref<Source>('test')
  const testImage = shallowRef<DataImage | null>(null)
  const file = shallowRef<{ readonly name: string; readonly image: ColorImage } | null>(null)
  /** Name of the file that is being read. */
  const reading = shallowRef<string | null>(null)
  const drawing = shallowRef<ColorImage | null>(null)
  /** The picture that the camera took last. */
  const shot = shallowRef<ColorImage | null>(null)
  const handles = shallowRef<Handles>(AUTOMATIC)
  const answer = shallowRef<Answer | null>(null)
  const failure = shallowRef<string | null>(null)

  const picture = computed(() => {
    const pictures: Readonly<Record<Source, ColorImage | null>> = {
      test: null,
      file: file.value?.image ?? null,
      drawing: drawing.value,
      camera: shot.value,
    }
    return pictures[source.value]
  })
  const steps = computed<Steps | null>(() =>
    picture.value === null ? null : preprocess(picture.value, handles.value, side.value),
  )
  /** The bytes that the network gets. */
  const pixels = computed(() => {
    if (source.value === 'test') return testImage.value?.pixels ?? null
    return steps.value?.final.pixels ?? null
  })
  const isEmpty = computed(() => steps.value?.isBlank ?? (pixels.value !== null && isBlank(pixels.value)))
  // A drawing stays the same picture while it grows: its last answer stands, with its pixels, until the next one comes.
  const subject = computed(() => (source.value === 'drawing' ? 'drawing' : (steps.value ?? testImage.value)))
  const verdict = computed(() => {
    if (pixels.value === null || isEmpty.value) return null
    const { value } = answer
    return value !== null && value.runId === runId.value && value.subject === subject.value ? value : null
  })
  const classification = computed(() => verdict.value?.classification ?? null)
  /** The pixels beside the answer. */
  const seen = computed(() => verdict.value?.pixels ?? pixels.value)

  // Answers may overtake each other; only that to the latest question counts.
  let question = 0
  watch([pixels, runId], async ([now, id]) => {
    question += 1
    const asked = { question, subject: subject.value }
    failure.value = null
    if (now === null || id === null || isEmpty.value) {
      answer.value = null
      return
    }
    try {
      const said = await lab.request('image:classify', id, now)
      if (asked.question !== question) return
      answer.value = { runId: id, subject: asked.subject, pixels: now, classification: said }
    } catch (error) {
      if (asked.question !== question) return
      answer.value = null
      failure.value = errorText(error)
    }
  })

  let newestTestImage = 0
  // At once: a network is never asked about an image of other data than its own.
  watch(
    data,
    () => {
      newestTestImage += 1
      testImage.value = null
    },
    { flush: 'sync' },
  )
  /** The old image goes at once, so that it never stands under the number of the new one. */
  async function loadTestImage(index: number): Promise<void> {
    newestTestImage += 1
    const asked = newestTestImage
    testImage.value = null
    const image = await lab.request('data:image', 'test', index, data.value)
    if (asked === newestTestImage) testImage.value = image
  }

  let reader = new AbortController()
  /** Reads a picture; the old one goes at once, and its answer with it. Null if all is well, or a newer picture is read. */
  async function readFile(name: string, bytes: Blob): Promise<PictureFault | null> {
    reader.abort()
    const mine = new AbortController()
    reader = mine
    file.value = null
    reading.value = name
    const read = await readPicture(bytes, mine.signal)
    if (mine.signal.aborted) return null
    reading.value = null
    if (!read.ok) return read.fault
    file.value = { name, image: read.image }
    source.value = 'file'
    return null
  }

  const openFile = (): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> =>
    lab.request('image:open')

  return {
    ...{ runId, source, testImage, file, reading, drawing, shot, handles, failure },
    ...{ dataset, data, side, testImages },
    ...{ picture, steps, pixels, subject, isEmpty, classification, seen, loadTestImage, readFile, openFile },
  }
})
