import { type ShallowRef, shallowRef, watch } from 'vue'
import { errorText } from '../../lib/error-text'

export interface Answered<T> {
  /** null until it is there, and while something else is asked. */
  readonly answer: ShallowRef<T | null>
  /** The sentence that says why there is none. */
  readonly problem: ShallowRef<string | null>
}

/** What main says about something, asked anew when that changes: only the answer to the last question counts. */
export function useAnswer<Q, T>(question: () => Q, ask: (question: Q) => Promise<T>): Answered<T> {
  const answer = shallowRef<T | null>(null)
  const problem = shallowRef<string | null>(null)
  let last = 0
  watch(
    question,
    async (asked) => {
      last += 1
      const mine = last
      answer.value = null
      problem.value = null
      try {
        const said = await ask(asked)
        if (mine === last) answer.value = said
      } catch (error) {
        if (mine === last) problem.value = errorText(error)
      }
    },
    { immediate: true },
  )
  return { answer, problem }
}
