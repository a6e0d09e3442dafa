import { useEventListener } from '@vueuse/core'
import { computed, type ComputedRef, nextTick, type Ref, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useShown } from '../../composables/use-shown'
import { historyKey } from '../../lib/history-key'
import { useDraftStore } from '../../stores/draft-store'

/**
 * Takes changes of the form back and brings them again, by keys while the page is shown.
 *
 * Keys in the form's own fields come here too: a field that was typed in and the choice before it are one history, and a field that
 * kept its own would end before the form's begins. Other texts on the page keep theirs.
 */
export function useUndo(): {
  readonly undoName: ComputedRef<string | null>
  readonly redoName: ComputedRef<string | null>
  /** What was done last, for a reader who does not see the form. */
  readonly said: Ref<string>
  readonly undo: () => void
  readonly redo: () => void
} {
  const { t, te } = useI18n()
  const draft = useDraftStore()
  const said = ref('')
  const isShown = useShown()

  /** Layers are one field of the form. */
  const fieldOf = (change: string): string => change.replace(/^(design\.hidden)\..*/, '$1')
  const nameOf = (change: string | null): string | null => {
    if (change === null) return null
    const field = fieldOf(change)
    return te(`field.${field}`) ? t(`field.${field}`) : t(`design.change.${change}`)
  }

  async function step(key: 'undone' | 'redone', change: string | null, work: () => void): Promise<void> {
    if (change === null) return
    work()
    said.value = t(`design.${key}`, { change: nameOf(change) ?? '' })
    await nextTick()
    const field = document.querySelector(`[data-field="${CSS.escape(fieldOf(change))}"]`)
    field?.scrollIntoView({ block: 'nearest' })
  }
  const undo = (): void => void step('undone', draft.undoable, draft.undo)
  const redo = (): void => void step('redone', draft.redoable, draft.redo)

  useEventListener(window, 'keydown', (event) => {
    const key = isShown.value ? historyKey(event) : null
    if (key === null) return
    event.preventDefault()
    if (key === 'undo') undo()
    else redo()
  })

  return {
    undoName: computed(() => nameOf(draft.undoable)),
    redoName: computed(() => nameOf(draft.redoable)),
    said,
    undo,
    redo,
  }
}
