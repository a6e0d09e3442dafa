import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { ColorImage } from '#shared/data/picture/color-image'
import type { Classification, DataImage } from '#shared/ipc'
import type { Picture } from '../../../src-renderer/lib/image/picture'
import { useImageStore } from '../../../src-renderer/stores/image-store'

interface Open {
  readonly asked: unknown
  readonly answer: (value: unknown) => void
  readonly fail: (reason: Error) => void
}

/** Questions that wait until the test answers them, in any order. */
const open: Record<'classify' | 'image' | 'read', Open[]> = { classify: [], image: [], read: [] }
const ask = (list: Open[], asked: unknown): Promise<unknown> =>
  new Promise((answer, fail) => list.push({ asked, answer, fail }))

vi.mock('../../../src-renderer/lib/image/read-picture', () => ({
  readPicture: (file: Blob): unknown => ask(open.read, file),
}))

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await nextTick()
}
const says = (predicted: number): Classification => ({
  predicted,
  probabilities: Array.from({ length: 10 }, (_, index) => (index === predicted ? 1 : 0)),
})
const thing = (level: number): ColorImage => {
  const data = new Uint8ClampedArray(28 * 28 * 4)
  for (let at = 0; at < 784; at += 1) data.set([0, 0, 0, 255], at * 4)
  for (let at = 300; at < 500; at += 1) data.set([level, level, level, 255], at * 4)
  return { width: 28, height: 28, data }
}
const read = (level: number): Picture => ({ ok: true, image: thing(level) })
const testImage = (index: number): DataImage => ({
  index,
  label: index,
  pixels: Uint8Array.from({ length: 784 }, (_, at) => (at === index ? 255 : 0)),
})

beforeEach(() => {
  setActivePinia(createPinia())
  for (const list of Object.values(open)) list.length = 0
  const requests = {
    'image:classify': (_: string, pixels: unknown) => ask(open.classify, pixels),
    'data:image': (_: string, index: unknown) => ask(open.image, index),
  }
  Object.assign(window, { lab: { requests } })
})

describe('a verdict', () => {
  it('goes when another file is read, and comes with that file', async () => {
    const store = useImageStore()
    store.runId = 'run'
    void store.readFile('first.png', new Blob())
    open.read[0]?.answer(read(200))
    await settled()
    open.classify[0]?.answer(says(3))
    await settled()
    expect([store.file?.name, store.classification?.predicted]).toEqual(['first.png', 3])

    void store.readFile('second.png', new Blob())
    expect([store.file, store.classification]).toEqual([null, null])
    open.read[1]?.answer(read(250))
    await settled()
    expect([store.file?.name, store.classification]).toEqual(['second.png', null])
    open.classify[1]?.answer(says(5))
    await settled()
    expect([store.file?.name, store.classification?.predicted]).toEqual(['second.png', 5])
  })

  it('is gone, and the picture with it, when the next file is bad', async () => {
    const store = useImageStore()
    store.runId = 'run'
    void store.readFile('first.png', new Blob())
    open.read[0]?.answer(read(200))
    await settled()
    open.classify[0]?.answer(says(3))
    const fault = store.readFile('bad.png', new Blob())
    open.read[1]?.answer({ ok: false, fault: { code: 'broken' } })

    expect(await fault).toEqual({ code: 'broken' })
    await settled()
    expect([store.file, store.reading, store.classification]).toEqual([null, null, null])
  })

  it('of a file that was overtaken never comes, whichever is read first', async () => {
    const store = useImageStore()
    store.runId = 'run'
    const slow = store.readFile('slow.png', new Blob())
    void store.readFile('fast.png', new Blob())
    open.read[1]?.answer(read(250))
    await settled()
    open.classify[0]?.answer(says(5))
    await settled()
    open.read[0]?.answer(read(200))

    expect(await slow).toBeNull()
    await settled()
    expect([store.file?.name, store.classification?.predicted]).toEqual(['fast.png', 5])
    expect(open.classify).toHaveLength(1)
  })

  it('goes while a test image is fetched, and an image that was overtaken stays away', async () => {
    const store = useImageStore()
    store.runId = 'run'
    void store.loadTestImage(1)
    void store.loadTestImage(2)
    open.image[1]?.answer(testImage(2))
    await settled()
    open.classify[0]?.answer(says(2))
    await settled()
    open.image[0]?.answer(testImage(1))
    await settled()
    expect([store.testImage?.index, store.classification?.predicted]).toEqual([2, 2])

    void store.loadTestImage(3)
    expect([store.testImage, store.classification]).toEqual([null, null])
  })

  it('of another run, or one that fails, leaves none', async () => {
    const store = useImageStore()
    store.runId = 'run'
    void store.loadTestImage(1)
    open.image[0]?.answer(testImage(1))
    await settled()
    open.classify[0]?.answer(says(4))
    await settled()
    store.runId = 'other'
    expect(store.classification).toBeNull()
    await settled()
    open.classify[1]?.fail(new Error('The weights are gone.'))
    await settled()
    expect([store.classification, store.failure]).toEqual([null, 'The weights are gone.'])

    store.source = 'drawing'
    await settled()
    expect(store.failure).toBeNull()
  })

  it('stands beside its own pixels while a drawing grows', async () => {
    const store = useImageStore()
    store.runId = 'run'
    store.source = 'drawing'
    store.drawing = thing(200)
    await settled()
    const first = store.pixels
    open.classify[0]?.answer(says(1))
    await settled()
    store.drawing = thing(250)
    await settled()
    expect([store.classification?.predicted, store.seen]).toEqual([1, first])

    store.drawing = null
    await settled()
    open.classify[1]?.answer(says(6))
    await settled()
    expect([store.classification, store.seen]).toEqual([null, null])
  })

  it('is not even asked for where there is nothing in the picture', async () => {
    const store = useImageStore()
    store.runId = 'run'
    void store.readFile('blank.png', new Blob())
    open.read[0]?.answer(read(0))
    await settled()

    expect([store.isEmpty, store.classification]).toEqual([true, null])
    expect(open.classify).toEqual([])
  })
})
