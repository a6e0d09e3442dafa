import { useI18n } from 'vue-i18n'
import { shallowRef, type ShallowRef } from 'vue'
import type { ImportReport } from '#shared/ipc'
import type { RunSummary } from '#shared/records/run-summary'
import type { TableColumn } from '#shared/records/table-columns'
import { exchangeCsv, viewCsv } from '#shared/records/table-export'
import { lab } from '../../lab'
import { useNotices } from '../../shell/use-notices'

// The same limit that main has: a larger file is not even read.
const LARGEST_TABLE = 30 * 1024 * 1024

export interface TableFiles {
  readonly report: ShallowRef<ImportReport | null>
  importTable: () => Promise<void>
  importFiles: (files: Iterable<File>) => Promise<void>
  exportExchange: (runs: readonly RunSummary[], byteOrderMark: boolean) => Promise<void>
  exportView: (
    columns: readonly TableColumn[],
    runs: readonly RunSummary[],
    byteOrderMark: boolean,
  ) => Promise<void>
}

/** Tables that come from files and go into them. */
export function useTableFiles(): TableFiles {
  const { t } = useI18n()
  const toast = useToast()
  const { showError } = useNotices()
  const report = shallowRef<ImportReport | null>(null)

  function take(result: ImportReport | null): void {
    if (result !== null) report.value = result
  }

  async function importTable(): Promise<void> {
    await lab.request('runs:import').then(take, showError)
  }

  async function importFile(file: File): Promise<void> {
    if (file.size > LARGEST_TABLE) {
      const reason = t('runs.import.tooLarge', {
        size: Math.round(file.size / 1e6),
        limit: Math.round(LARGEST_TABLE / 1e6),
      })
      report.value = { file: file.name, added: 0, known: 0, problems: [{ line: 0, reason }] }
      return
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    await lab.request('runs:import-bytes', file.name, bytes).then(take, showError)
  }

  async function importFiles(files: Iterable<File>): Promise<void> {
    for (const file of files) await importFile(file)
  }

  async function save(name: string, text: string): Promise<void> {
    const saved = await lab.request('runs:export', name, text)
    if (saved !== null)
      toast.add({ title: t('runs.export.saved', { file: saved }), icon: 'i-lucide-file-check' })
  }

  return {
    report,
    importTable,
    importFiles,
    exportExchange: (runs, byteOrderMark) =>
      save('runs.csv', exchangeCsv(runs, { byteOrderMark })).catch(showError),
    exportView: (columns, runs, byteOrderMark) =>
      save('table.csv', viewCsv(columns, runs, { byteOrderMark })).catch(showError),
  }
}
