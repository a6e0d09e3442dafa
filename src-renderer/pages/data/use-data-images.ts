import { type ShallowRef, shallowRef, watch } from 'vue'
import type { DataImage } from '#shared/ipc'
import { MOST_IMAGES } from '#shared/ipc-bounds'
import { lab } from '../../bridge/lab'
import { errorText } from '../../lib/error-text'

export type Split = 'train' | 'test'

/** An image of the data by its place. */
export interface ImagePlace {
  readonly split: Split
  readonly index: number
}

export const placeKey = ({ split, index }: ImagePlace): string => `${split} ${String(index)}`

export interface DataImages {
  /** Images by `placeKey`; those that were asked for, as they come. */
  readonly images: ShallowRef<ReadonlyMap<string, DataImage>>
  readonly problem: ShallowRef<string | null>
}

/** The images at some places of data, each asked for once. */
export function useDataImages(data: () => string, places: () => readonly ImagePlace[]): DataImages {
  const images = shallowRef<ReadonlyMap<string, DataImage>>(new Map())
  const problem = shallowRef<string | null>(null)

  async function readPart(fingerprint: string, split: Split, indices: readonly number[]): Promise<void> {
    for (let at = 0; at < indices.length; at += MOST_IMAGES) {
      const found = await lab.request('data:images', split, indices.slice(at, at + MOST_IMAGES), fingerprint)
      if (data() !== fingerprint) return
      const known = new Map(images.value)
      for (const image of found) known.set(placeKey({ split, index: image.index }), image)
      images.value = known
    }
  }

  watch(
    [data, places] as const,
    async ([fingerprint, wanted], [before]) => {
      if (fingerprint !== before) images.value = new Map()
      problem.value = null
      const missing = wanted.filter((place) => !images.value.has(placeKey(place)))
      const of = (split: Split): readonly number[] => [
        ...new Set(missing.filter((place) => place.split === split).map(({ index }) => index)),
      ]
      try {
        await Promise.all([
          readPart(fingerprint, 'train', of('train')),
          readPart(fingerprint, 'test', of('test')),
        ])
      } catch (error) {
        problem.value = errorText(error)
      }
    },
    { immediate: true },
  )
  return { images, problem }
}
