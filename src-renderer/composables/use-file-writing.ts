import { type Ref, ref } from 'vue'
import type { WrittenFile } from '#shared/ipc'
import { useMainSentences } from './use-main-sentences'
import { useNotices } from './use-notices'

/** Files that main makes: that one is being made, and what became of it. */
export function useFileWriting(): {
  readonly isWriting: Ref<boolean>
  readonly write: (asked: () => Promise<WrittenFile | null>) => Promise<void>
} {
  const { show, showError } = useNotices()
  const inLanguage = useMainSentences()
  const isWriting = ref(false)

  async function write(asked: () => Promise<WrittenFile | null>): Promise<void> {
    isWriting.value = true
    try {
      const written = await asked()
      if (written === null) return
      const checked = written.checked.map(inLanguage).join(' ')
      show({ kind: 'info', key: 'run.export.written', values: { name: written.name, checked } })
    } catch (error) {
      showError(error)
    } finally {
      isWriting.value = false
    }
  }

  return { isWriting, write }
}
