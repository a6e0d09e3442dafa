import { onActivated, onDeactivated } from 'vue'
import { useI18n } from 'vue-i18n'
import { formatShort } from '../../components/format'
import { useNotices } from '../../shell/use-notices'
import { useImageStore } from './image-store'
import { decodeFile, decodePicture, type Picture } from './decode-picture'

/** Takes pictures from a drop, the clipboard and the system's dialog; a bad one gets a sentence and changes nothing. */
export function usePictureFile(): {
  readonly take: (file: File) => Promise<void>
  readonly open: () => Promise<void>
  readonly drop: (event: DragEvent) => void
} {
  const { t } = useI18n()
  const store = useImageStore()
  const { show, showError } = useNotices()

  function use(name: string, picture: Picture): void {
    if (picture.ok) {
      store.file = { name, image: picture.image }
      store.source = 'file'
      return
    }
    const { code, ...values } = picture.fault
    const shown = Object.entries(values).map(([key, value]) => [key, formatShort(value)])
    const text = t(`image.fault.${code}`, { name, ...Object.fromEntries(shown) })
    show({ kind: 'error', key: 'plain', values: { text } })
  }

  async function take(file: File): Promise<void> {
    use(file.name || t('image.pasted'), await decodeFile(file))
  }

  async function open(): Promise<void> {
    const file = await store.openFile()
    if (file !== null) use(file.name, await decodePicture(new Uint8Array(file.bytes)))
  }

  function drop(event: DragEvent): void {
    const file = event.dataTransfer?.files[0]
    if (file !== undefined) take(file).catch(showError)
    else show({ kind: 'warning', key: 'image.notAFile', values: {} })
  }

  function paste(event: ClipboardEvent): void {
    const file = [...(event.clipboardData?.files ?? [])][0]
    if (file === undefined) return
    event.preventDefault()
    take(file).catch(showError)
  }
  onActivated(() => window.addEventListener('paste', paste))
  onDeactivated(() => window.removeEventListener('paste', paste))

  return { take, open, drop }
}
