import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { Classification } from '#shared/ipc'
import { lab } from '../bridge/lab'
import { errorText } from '../lib/error-text'
import { useImageStore } from './image-store'

/** Networks that main keeps at hand. */
export const MOST_VOTERS = 7

/** What one run says of the picture. */
export interface Vote {
  readonly runId: string
  readonly classification: Classification | null
  readonly failure: string | null
}

/** What several runs say of the picture on the Image page. */
export const useVotesStore = defineStore('votes', () => {
  const image = useImageStore()
  const voters = shallowRef<readonly string[]>([])
  const answers = shallowRef<ReadonlyMap<string, Vote>>(new Map())
  /** The picture that the answers are of. */
  const answered = shallowRef<unknown>(null)

  let question = 0
  async function ask(runId: string, pixels: Uint8Array, asked: number): Promise<void> {
    const vote = await lab.request('image:classify', runId, pixels).then(
      (classification): Vote => ({ runId, classification, failure: null }),
      (error: unknown): Vote => ({ runId, classification: null, failure: errorText(error) }),
    )
    if (asked === question) answers.value = new Map(answers.value).set(runId, vote)
  }

  watch([() => image.pixels, voters], ([pixels, ids]) => {
    question += 1
    // A drawing stays the same picture while it grows: the votes before stand until the next ones come.
    if (answered.value !== image.subject) answers.value = new Map()
    answered.value = image.subject
    if (pixels === null || image.isEmpty) {
      answers.value = new Map()
      return
    }
    for (const id of ids) void ask(id, pixels, question)
  })

  const votes = computed<readonly Vote[]>(() => {
    const isSame = answered.value === image.subject && !image.isEmpty
    return voters.value.map((runId) => {
      const answer = isSame ? answers.value.get(runId) : undefined
      return answer ?? { runId, classification: null, failure: null }
    })
  })

  return { voters, votes }
})
