import { readFileSync } from 'node:fs'
import { importTable } from '../../src-main/library/import-table'
import { openLibrary } from '../../src-main/library/library'

// Imports a table as the command does: `import-rows LIBRARY TABLE`.

const [, , directory = '', table = ''] = process.argv
const library = await openLibrary(directory)
const report = await importTable(library, 'table.csv', readFileSync(table))
await library.close()
process.send?.(report)
process.stdout.write(`${JSON.stringify({ added: report.added, known: report.known })}\n`)
