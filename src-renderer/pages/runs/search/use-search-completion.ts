import { computed, type ComputedRef, nextTick, type Ref, ref, shallowRef, watch } from 'vue'
import { completeSearch, type Completion, type CompletionList } from '#shared/history/search-completion'
import type { RunSummary } from '#shared/records/run-summary'
import { cellWords } from '../../../locales/cell-words'
import { columnLabel, FILTER_WORDS } from '../../../locales/table-words'

export interface SearchCompletion {
  readonly items: ComputedRef<readonly Completion[]>
  /** Whether the list is shown. */
  readonly isOpen: Ref<boolean>
  /** The item at which the keyboard is; -1 where it is still in the text. */
  readonly active: Ref<number>
  /** The caret moved, or the text changed: the list is made anew. */
  follow: () => void
  close: () => void
  take: (item: Completion) => void
  press: (event: KeyboardEvent) => void
}

const NOTHING: CompletionList = { from: 0, to: 0, items: [] }

/** Completes the search where the caret stands. The text keeps the focus all the time; arrows go through the list. */
export function useSearchCompletion(
  text: Ref<string>,
  input: () => HTMLInputElement | null,
  runs: () => readonly RunSummary[],
): SearchCompletion {
  const isOpen = ref(false)
  const active = ref(-1)
  const list = shallowRef<CompletionList>(NOTHING)
  const items = computed(() => (isOpen.value ? list.value.items : []))

  function follow(): void {
    const caret = input()?.selectionStart ?? text.value.length
    const knowledge = { words: FILTER_WORDS, runs: runs(), columnLabel, valueLabel: cellWords }
    list.value = completeSearch(text.value, caret, knowledge)
    active.value = -1
    isOpen.value = true
  }

  function close(): void {
    isOpen.value = false
    active.value = -1
  }

  // After the page has the new text: before that the caret belongs to one and the words to the other.
  watch(
    text,
    (now) => {
      if (now === '') close()
      else if (input() !== null && document.activeElement === input()) follow()
    },
    { flush: 'post' },
  )

  function take(item: Completion): void {
    const { from, to } = list.value
    const after = text.value.slice(to)
    const put = item.text.endsWith(' ') && after.startsWith(' ') ? item.text.trimEnd() : item.text
    text.value = text.value.slice(0, from) + put + after
    const caret = from + put.length
    void nextTick(() => {
      input()?.focus()
      input()?.setSelectionRange(caret, caret)
      follow()
    })
  }

  function step(by: -1 | 1): void {
    if (!isOpen.value) follow()
    const count = items.value.length
    // From the text to the first or the last, and back into the text behind either end.
    active.value = ((active.value + 1 + by + count + 1) % (count + 1)) - 1
  }

  function press(event: KeyboardEvent): void {
    // Within a composition, as of Hangul, keys belong to the input method.
    if (event.isComposing) return
    const chosen = items.value[active.value]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1)
    else if (chosen !== undefined && (event.key === 'Enter' || event.key === 'Tab')) take(chosen)
    else if (event.key === 'Escape' && isOpen.value) close()
    else if (event.key === 'Escape') text.value = ''
    else if (event.key === 'Enter') return close()
    else return
    event.preventDefault()
  }

  return { items, isOpen, active, follow, close, take, press }
}
