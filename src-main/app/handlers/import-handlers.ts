import type { ImportReport } from '#shared/records/import-report'
import { importTable } from '../../library/import-table'
import { openFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import { readTableAside } from '../read-table-aside'
import type { Services } from '../services'

const TABLES = [{ name: 'CSV, JSON lines, Markdown', extensions: ['csv', 'tsv', 'txt', 'jsonl', 'md'] }]

export function importHandlers({
  library,
  events,
}: Services): RequestHandlers<'runs:import' | 'runs:import-bytes'> {
  const take = async (file: string, bytes: Uint8Array): Promise<ImportReport> =>
    importTable(await library, file, bytes, {
      read: readTableAside,
      onProgress: (done, total) => events.send('runs:import-progress', { file, done, total }),
    })

  return {
    'runs:import': async () => {
      const file = await openFile(events.window, TABLES)
      return file === null ? null : take(file.name, file.bytes)
    },
    'runs:import-bytes': take,
  }
}
