import { useI18n } from 'vue-i18n'
import { useFileDrops } from '../../composables/use-file-drops'
import { useNotices } from '../../composables/use-notices'
import { formatShort } from '../../lib/format'
import type { PictureFault } from '../../lib/image/picture'
import { useImageStore } from '../../stores/image-store'

/** Takes pictures from a drop, the clipboard and the system's dialog; a bad one gets a sentence. */
export function usePictureFile(): { readonly open: () => Promise<void> } {
  const { t } = useI18n()
  const store = useImageStore()
  const { show } = useNotices()

  function sentence(name: string, { code, ...values }: PictureFault): string {
    const shown = Object.entries(values).map(([key, value]: [string, number | string]) => [
      key,
      typeof value === 'number' ? formatShort(value) : t(`image.kind.${value}`),
    ])
    return t(`image.fault.${code}`, { name, ...Object.fromEntries(shown) })
  }

  async function take(name: string, bytes: Blob): Promise<void> {
    const fault = await store.readFile(name, bytes)
    if (fault !== null) show({ kind: 'error', key: 'plain', values: { text: sentence(name, fault) } })
    else if (store.runId === null) show({ kind: 'warning', key: 'image.needsRun', values: { name } })
  }

  async function open(): Promise<void> {
    const file = await store.openFile()
    if (file !== null) await take(file.name, new Blob([new Uint8Array(file.bytes)]))
  }

  async function takeFirst([file, ...others]: readonly File[]): Promise<void> {
    if (file === undefined) return
    const name = file.name || t('image.pasted')
    if (others.length > 0) show({ kind: 'warning', key: 'image.onlyOne', values: { name } })
    await take(name, file)
  }
  useFileDrops(takeFirst)

  return { open }
}
