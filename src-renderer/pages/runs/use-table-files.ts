import { type ShallowRef, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ImportProgress } from '#shared/ipc'
import { type ImportReport, LARGEST_TABLE, refusedTable, tooLargeTable } from '#shared/records/import-report'
import type { RunSummary } from '#shared/records/run-summary'
import { wholeTable } from '#shared/records/run-table'
import type { TableColumn } from '#shared/records/table-columns'
import { exchangeCsv, viewCsv } from '#shared/records/table-export'
import type { TableFormat } from '#shared/records/table-formats'
import { lab } from '../../bridge/lab'
import { useNotices } from '../../composables/use-notices'

const WORTH_PROGRESS = 2000

export interface TableFiles {
  /** One for each file that was imported since the reports were last closed. */
  readonly reports: ShallowRef<readonly ImportReport[]>
  /** How far a long import is; null while none is under way. */
  readonly progress: ShallowRef<ImportProgress | null>
  importTable: () => Promise<void>
  importFiles: (files: Iterable<File>) => Promise<void>
  exportExchange: (runs: readonly RunSummary[], byteOrderMark: boolean) => Promise<void>
  exportView: (
    columns: readonly TableColumn[],
    runs: readonly RunSummary[],
    byteOrderMark: boolean,
  ) => Promise<void>
  exportWhole: (runs: readonly RunSummary[], format: TableFormat) => Promise<void>
}

/** Tables that come from files and go into them. */
export function useTableFiles(): TableFiles {
  const { t } = useI18n()
  const toast = useToast()
  const { showError } = useNotices()
  const reports = shallowRef<readonly ImportReport[]>([])
  const progress = shallowRef<ImportProgress | null>(null)

  lab.on('runs:import-progress', (now) => {
    progress.value = now.total >= WORTH_PROGRESS && now.done < now.total ? now : null
  })

  function take(result: ImportReport | null): void {
    progress.value = null
    if (result !== null) reports.value = [...reports.value, result]
  }

  function fail(error: unknown): void {
    progress.value = null
    showError(error)
  }

  async function importTable(): Promise<void> {
    await lab.request('runs:import').then(take, fail)
  }

  async function importFile(file: File): Promise<void> {
    if (file.size > LARGEST_TABLE) {
      take(tooLargeTable(file.name, file.size))
      return
    }
    let bytes: Uint8Array<ArrayBuffer>
    try {
      bytes = new Uint8Array(await file.arrayBuffer())
    } catch {
      // A folder comes as a file that cannot be read; what was dropped beside it is imported all the same.
      take(refusedTable(file.name, t('runs.import.unreadable')))
      return
    }
    await lab.request('runs:import-bytes', file.name, bytes).then(take, fail)
  }

  async function importFiles(files: Iterable<File>): Promise<void> {
    // The browser empties its list once the drop is over: the files are taken out of it before the first is read.
    for (const file of [...files]) await importFile(file)
  }

  async function save(name: string, table: string | Uint8Array): Promise<void> {
    const saved = await lab.request('runs:export', name, table)
    if (saved !== null)
      toast.add({ title: t('runs.export.saved', { file: saved }), icon: 'i-lucide-file-check' })
  }

  async function exportWhole(runs: readonly RunSummary[], format: TableFormat): Promise<void> {
    // What writes Parquet is large, and needed by few.
    const { TABLE_FORMATS } = await import('#shared/records/table-formats')
    await save(`runs.${format}`, TABLE_FORMATS[format](wholeTable(runs)))
  }

  return {
    reports,
    progress,
    importTable,
    importFiles,
    exportExchange: (runs, byteOrderMark) =>
      save('runs.csv', exchangeCsv(runs, { byteOrderMark })).catch(showError),
    exportView: (columns, runs, byteOrderMark) =>
      save('table.csv', viewCsv(columns, runs, { byteOrderMark })).catch(showError),
    exportWhole: (runs, format) => exportWhole(runs, format).catch(showError),
  }
}
