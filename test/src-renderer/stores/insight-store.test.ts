import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NearestImage } from '#shared/ipc'
import type { Attribution } from '#shared/network/attribution'
import { useImageStore } from '../../../src-renderer/stores/image-store'
import { useInsightStore } from '../../../src-renderer/stores/insight-store'
import { useRunsStore } from '../../../src-renderer/stores/runs-store'
import { useVotesStore } from '../../../src-renderer/stores/votes-store'
import { exampleRun } from '../../helpers/example-runs'
import { installFakeLab } from '../../helpers/fake-lab'

const OWN = { name: 'digits', side: 28, classNames: ['one', 'two'], trainImages: 100, testImages: 20 }
const pixelsOf = (index: number): Uint8Array =>
  Uint8Array.from({ length: 784 }, (_, at) => (at % (index + 2) === 0 ? 255 : 0))
const says = (predicted: number) => ({
  predicted,
  probabilities: Array.from({ length: 10 }, (_, index) => (index === predicted ? 1 : 0)),
})
let distance = 2
let measured = 0

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  distance = 2
  installFakeLab({
    'data:image': (_, index) => ({ index, label: 1, pixels: pixelsOf(index) }),
    'image:classify': (id) => {
      if (id === 'gone') throw new Error('The weights are gone.')
      return says(id === 'other' ? 4 : 3)
    },
    'data:distances': () => {
      measured += 1
      return [
        { percent: 0, distance: 10 },
        { percent: 100, distance: 20 },
      ]
    },
    'image:nearest': (pixels): readonly NearestImage[] => [{ index: 7, label: 3, pixels, distance }],
    'image:explain': (_, pixels, method, target): Attribution => ({
      method,
      target,
      values: new Float32Array(pixels.length),
      score: 5,
      baselineScore: 1,
    }),
  })
})
afterEach(() => vi.useRealTimers())

const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_000)

describe('what lies behind an answer', () => {
  it('comes when the picture rests, is of that picture alone, and follows method and class', async () => {
    const image = useImageStore()
    const store = useInsightStore()
    image.runId = 'run'
    await image.loadTestImage(1)
    await rest()
    expect(store.nearest?.[0]?.index).toBe(7)
    expect([store.attribution?.method, store.attribution?.target]).toEqual(['integrated', 3])

    const loading = image.loadTestImage(2)
    expect([store.nearest, store.attribution, store.distance]).toEqual([null, null, null])
    await loading
    await rest()
    store.method = 'occlusion'
    store.chosenClass = 8
    expect(store.attribution).toBeNull()
    await rest()
    expect([store.attribution?.method, store.attribution?.target]).toEqual(['occlusion', 8])
  })

  it('warns of a picture that is far from all training images, and of no other', async () => {
    const image = useImageStore()
    const store = useInsightStore()
    await image.loadTestImage(1)
    await rest()
    expect(store.distance?.isFar).toBe(false)
    distance = 12
    await image.loadTestImage(2)
    await rest()
    expect(store.distance).toMatchObject({ isFar: true, shareNearer: 1 })
  })
})

describe('a picture for a network of other data', () => {
  it('is judged by the distances of those data, which are measured once', async () => {
    const run = exampleRun('own', { record: { data: 'd'.repeat(64), dataset: OWN } })
    useRunsStore().byId = new Map([['own', run]])
    const image = useImageStore()
    const store = useInsightStore()
    image.runId = 'own'
    distance = 12
    await image.loadTestImage(1)
    await rest()
    expect(store.distance).toMatchObject({ isFar: false, shareNearer: 0.2 })
    distance = 21
    await image.loadTestImage(2)
    await rest()
    expect(store.distance).toMatchObject({ isFar: true, shareNearer: 1 })
    expect(measured).toBe(1)
  })
})

describe('the votes of several runs', () => {
  it('are of the same picture, each with its answer or its fault', async () => {
    const image = useImageStore()
    const store = useVotesStore()
    image.runId = 'run'
    store.voters = ['other', 'gone']
    await image.loadTestImage(1)
    await rest()
    expect(store.votes.map(({ classification, failure }) => [classification?.predicted, failure])).toEqual([
      [4, null],
      [undefined, 'The weights are gone.'],
    ])
    const loading = image.loadTestImage(2)
    expect(store.votes.map(({ classification }) => classification)).toEqual([null, null])
    await loading
    await rest()
    expect(store.votes[0]?.classification?.predicted).toBe(4)
  })
})
