import { importTable } from '../../library/import-table'
import { openFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import { readTableAside } from '../read-table-aside'
import type { Services } from '../services'

const TABLES = [{ name: 'CSV', extensions: ['csv', 'tsv', 'txt'] }]

export function importHandlers({
  library,
  events,
}: Services): RequestHandlers<'runs:import' | 'runs:import-bytes'> {
  return {
    'runs:import': async () => {
      const file = await openFile(events.window, TABLES)
      return file === null ? null : importTable(await library, file.name, file.bytes, readTableAside)
    },
    'runs:import-bytes': async (name, bytes) => importTable(await library, name, bytes, readTableAside),
  }
}
