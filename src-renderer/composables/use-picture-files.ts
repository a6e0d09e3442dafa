import { lab } from '../bridge/lab'
import { useNotices } from './use-notices'

/** Saves and copies pictures that a page has drawn; the system's save dialog belongs to main. */
export function usePictureFiles(): {
  readonly save: (name: string, picture: Promise<Blob>) => Promise<void>
  readonly copy: (picture: Promise<Blob>) => Promise<void>
} {
  const { show, showError } = useNotices()

  async function write(name: string, picture: Promise<Blob>): Promise<void> {
    const bytes = new Uint8Array(await (await picture).arrayBuffer())
    const file = await lab.request('chart:save', `${name}.png`, bytes)
    if (file !== null) show({ kind: 'info', key: 'chart.saved', values: { file } })
  }

  async function place(picture: Promise<Blob>): Promise<void> {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': await picture })])
    show({ kind: 'info', key: 'chart.copied', values: {} })
  }

  return {
    save: (name, picture) => write(name, picture).catch(showError),
    copy: (picture) => place(picture).catch(showError),
  }
}
