import { useEventListener } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import { isExperiment, useGivenExperiment } from '../composables/use-given-experiment'
import { useNotices } from '../composables/use-notices'
import { useFileDropsStore } from '../stores/file-drops-store'
import { useNavigationStore } from '../stores/navigation-store'
import { isOpened, useOpenedFileStore } from '../stores/opened-file-store'
import { hasFiles, isText, readTransfer } from './transfer'

/**
 * Every drop and every paste in the window comes here: an experiment fills the form, a file of runs or of a model is looked into, other files go to the page that is shown, and
 * whatever it cannot take gets a sentence.
 */
export function useDropGuard(target: Window = window): void {
  const { t } = useI18n()
  const navigation = useNavigationStore()
  const drops = useFileDropsStore()
  const openedFile = useOpenedFileStore()
  const { show, showError } = useNotices()
  const takeExperiment = useGivenExperiment()
  // Columns of a table, for example, are dragged from place to place: that is the page's own matter.
  let isOwn = false

  const warn = (key: string, values: Record<string, string> = {}): void =>
    show({ kind: 'warning', key: `shell.drop.${key}`, values })

  function take(transfer: DataTransfer | null): void {
    const { files, folders, text } = readTransfer(transfer)
    if (isExperiment(text)) {
      if (takeExperiment(text, t('design.clipboard'))) navigation.go('design')
      return
    }
    const [given, second] = files.filter(isOpened)
    if (second !== undefined) return warn('oneOpened')
    if (given !== undefined) {
      void openedFile.drop(given)
      return
    }
    const page = t(`shell.page.${navigation.page}`)
    const [folder] = folders
    if (drops.takeFolder !== null) {
      if (folder?.file == null || folders.length + files.length > 1) return warn('oneFolder', { page })
      drops.takeFolder(folder.file).catch(showError)
      return
    }
    if (drops.takeFiles === null) return warn('takesNothing', { page })
    for (const { name } of folders) warn('folder', { name })
    if (files.length > 0) drops.takeFiles(files).catch(showError)
    else if (folders.length === 0) warn('noFile')
  }

  function isNotOurs({ target: under, dataTransfer }: DragEvent): boolean {
    return (isOwn && !hasFiles(dataTransfer)) || isText(under, dataTransfer)
  }

  function dragOver(event: DragEvent): void {
    if (isNotOurs(event)) return
    event.preventDefault() // Otherwise there is no drop, and for a file the browser's own answer.
    drops.isOver = hasFiles(event.dataTransfer)
  }
  function dragLeave(event: DragEvent): void {
    if (event.relatedTarget === null) drops.isOver = false
  }
  function drop(event: DragEvent): void {
    drops.isOver = false
    if (isNotOurs(event)) return
    event.preventDefault()
    take(event.dataTransfer)
  }
  function paste(event: ClipboardEvent): void {
    if (isText(event.target, event.clipboardData)) return
    event.preventDefault()
    take(event.clipboardData)
  }

  useEventListener(target, 'dragstart', ({ defaultPrevented }) => (isOwn = !defaultPrevented))
  useEventListener(target, 'dragend', () => (isOwn = false))
  useEventListener(target, 'dragover', dragOver)
  useEventListener(target, 'dragleave', dragLeave)
  useEventListener(target, 'drop', drop)
  // Should the end of a drag not be told: the pointer moves only when nothing is dragged any more.
  useEventListener(target, 'pointermove', () => (drops.isOver = false))
  useEventListener(target, 'paste', paste)
}
