import { useI18n } from 'vue-i18n'
import { lab } from '../bridge/lab'
import { pngOfSvg } from '../lib/svg-picture'
import { useNotices } from './use-notices'

/** A figure of the page: what it is called, its drawing, and its numbers. */
export interface FigureSource {
  readonly name: () => string
  readonly svg: () => string
  readonly csv: () => string
}

/** What a menu offers for a figure. */
interface FigureItem {
  readonly label: string
  readonly icon: string
  readonly onSelect: () => void
}

/** Saves and copies figures; the system's save dialog belongs to main. */
export function useFigureFiles(): { readonly items: (source: FigureSource) => FigureItem[] } {
  const { t } = useI18n()
  const { show, showError } = useNotices()

  async function write(name: string, made: () => BlobPart | Promise<BlobPart>): Promise<void> {
    const bytes = new Uint8Array(await new Blob([await made()]).arrayBuffer())
    const file = await lab.request('figure:save', name, bytes)
    if (file !== null) show({ kind: 'info', key: 'chart.saved', values: { file } })
  }

  async function place(svg: () => string): Promise<void> {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': await pngOfSvg(svg()) })])
    show({ kind: 'info', key: 'chart.copied', values: {} })
  }

  function items({ name, svg, csv }: FigureSource): FigureItem[] {
    const save = (extension: string, made: () => BlobPart | Promise<BlobPart>) => (): void =>
      void write(`${name()}.${extension}`, made).catch(showError)
    return [
      {
        label: t('chart.savePng'),
        icon: 'i-lucide-image-down',
        onSelect: save('png', () => pngOfSvg(svg())),
      },
      { label: t('chart.saveSvg'), icon: 'i-lucide-spline', onSelect: save('svg', svg) },
      { label: t('chart.saveCsv'), icon: 'i-lucide-sheet', onSelect: save('csv', csv) },
      { label: t('chart.copy'), icon: 'i-lucide-copy', onSelect: () => void place(svg).catch(showError) },
    ]
  }

  return { items }
}
