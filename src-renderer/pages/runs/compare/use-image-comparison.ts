import { type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import { comparePredictions, type PairedComparison } from '#shared/history/paired-comparison'
import { lab } from '../../../bridge/lab'
import { errorText } from '../../../lib/error-text'

export interface ImageComparison extends PairedComparison {
  readonly labels: Uint8Array
  readonly first: Uint8Array
  readonly second: Uint8Array
}

/** Two runs image by image, from their stored predictions. Null where one of them has none. */
export function useImageComparison(
  pair: Readonly<Ref<readonly [string, string] | null>>,
  data: () => string,
): {
  readonly comparison: ShallowRef<ImageComparison | null>
  readonly problem: ShallowRef<string | null>
} {
  const comparison = shallowRef<ImageComparison | null>(null)
  const problem = shallowRef<string | null>(null)

  async function load([a, b]: readonly [string, string]): Promise<void> {
    const asked = pair.value
    const [labels, first, second] = await Promise.all([
      lab.request('data:labels', 'test', data()),
      lab.request('runs:predictions', a),
      lab.request('runs:predictions', b),
    ])
    if (pair.value !== asked) return
    comparison.value =
      first === null || second === null
        ? null
        : { labels, first, second, ...comparePredictions(labels, first, second) }
  }

  watch(
    pair,
    (now) => {
      comparison.value = null
      problem.value = null
      if (now === null) return
      load(now).catch((error: unknown) => {
        problem.value = errorText(error)
      })
    },
    { immediate: true },
  )
  return { comparison, problem }
}
