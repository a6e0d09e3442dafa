import { readFileSync } from 'node:fs'
import { importTable } from '../../src-main/library/import-table'
import { openLibrary } from '../../src-main/library/library'
import { writeFoldersAside } from '../../src-main/library/write-folders-aside'

// Imports a table as the command does: `import-rows LIBRARY TABLE [THREAD]`, where THREAD is the program that writes the folders.

const [, , directory = '', table = '', thread] = process.argv
const library = await openLibrary(directory)
const report = await importTable(library, 'table.csv', readFileSync(table), {
  ...(thread === undefined ? {} : { startWriter: () => writeFoldersAside(thread) }),
})
await library.close()
process.send?.(report)
process.stdout.write(`${JSON.stringify({ added: report.added, known: report.known })}\n`)
