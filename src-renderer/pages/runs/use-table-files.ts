import { useI18n } from 'vue-i18n'
import { shallowRef, type ShallowRef } from 'vue'
import type { ImportProgress, ImportReport } from '#shared/ipc'
import type { RunSummary } from '#shared/records/run-summary'
import type { TableColumn } from '#shared/records/table-columns'
import { exchangeCsv, viewCsv } from '#shared/records/table-export'
import { lab } from '../../bridge/lab'
import { useNotices } from '../../composables/use-notices'

// The same limit that main has: a larger file is not even read.
const LARGEST_TABLE = 30 * 1024 * 1024
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
}

/** The report of a file that was not read. */
function refusedFile(file: string, reason: string): ImportReport {
  const problems = [{ line: 0, kind: 'file', reason }] as const
  return {
    file,
    added: 0,
    known: 0,
    problems,
    counts: { file: 1 },
    problemCount: 1,
    numbers: null,
    leftOut: [],
  }
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
      const reason = t('runs.import.tooLarge', {
        size: Math.round(file.size / 1e6),
        limit: Math.round(LARGEST_TABLE / 1e6),
      })
      take(refusedFile(file.name, reason))
      return
    }
    let bytes: Uint8Array<ArrayBuffer>
    try {
      bytes = new Uint8Array(await file.arrayBuffer())
    } catch {
      // A folder comes as a file that cannot be read; what was dropped beside it is imported all the same.
      take(refusedFile(file.name, t('runs.import.unreadable')))
      return
    }
    await lab.request('runs:import-bytes', file.name, bytes).then(take, fail)
  }

  async function importFiles(files: Iterable<File>): Promise<void> {
    // The browser empties its list once the drop is over: the files are taken out of it before the first is read.
    for (const file of [...files]) await importFile(file)
  }

  async function save(name: string, text: string): Promise<void> {
    const saved = await lab.request('runs:export', name, text)
    if (saved !== null)
      toast.add({ title: t('runs.export.saved', { file: saved }), icon: 'i-lucide-file-check' })
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
  }
}
