import { onScopeDispose, ref, watch } from 'vue'
import { lab } from '../../bridge/lab'
import { useAnswer } from './use-answer'

/** The search for duplicates in data: how far it is, and the end of it before its time. It ends too when nobody looks any more. */
export function useDuplicateSearch(data: () => string) {
  const attempt = ref(0)
  const share = ref(0)
  const isStopped = ref(false)
  let isOver = false

  const { answer, problem } = useAnswer(
    () => [data(), attempt.value] as const,
    async ([fingerprint]) => {
      share.value = 0
      isStopped.value = false
      for (;;) {
        const found = await lab.request('data:duplicates', fingerprint)
        // An earlier look may have ended the search just before this one joined it.
        if (found !== null || isStopped.value || isOver || data() !== fingerprint) return found
      }
    },
  )
  onScopeDispose(
    lab.on('data:duplicates-progress', (of, now) => {
      if (of === data()) share.value = Math.round(100 * now) / 100
    }),
  )

  const end = (fingerprint: string): void => {
    // Whoever leaves need not know whether that could still be told.
    void lab.request('data:stop-duplicates', fingerprint).catch(() => undefined)
  }
  function stop(): void {
    isStopped.value = true
    end(data())
  }
  watch(data, (_, before) => end(before))
  onScopeDispose(() => {
    isOver = true
    if (answer.value === null) end(data())
  })

  return { answer, problem, share, isStopped, stop, again: () => void (attempt.value += 1) }
}
