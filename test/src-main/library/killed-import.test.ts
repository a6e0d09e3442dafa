import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importTable } from '../../../src-main/library/import-table'
import { openLibrary } from '../../../src-main/library/library'
import { type BundledProgram, bundleProgram, ended, startProgram } from '../../helpers/bundled-program'
import { longTable } from '../../helpers/long-table'
import { temporaryFolders } from '../../helpers/temporary-folder'

/** Just so few that each has a folder of its own, and so many that they lie in one file. */
const [SHORT, LONG] = [499, 3_000]
const temporaryFolder = temporaryFolders()

let program: BundledProgram
beforeAll(async () => {
  program = await bundleProgram('import-rows')
})
afterAll(async () => {
  await program.remove()
})

const namesIn = (directory: string, folder: string): readonly string[] => {
  try {
    return readdirSync(join(directory, folder))
  } catch {
    return []
  }
}

/** An import that is killed as soon as something of it can be seen. */
async function killedImport(rows: number, isUnderWay: (directory: string) => boolean): Promise<string> {
  const directory = await temporaryFolder()
  const table = join(await temporaryFolder(), 'table.csv')
  writeFileSync(table, longTable(rows))
  const child = startProgram(program.path, [directory, table])
  const end = ended(child)
  await expect.poll(() => isUnderWay(directory), { interval: 1 }).toBe(true)
  child.kill('SIGKILL')
  await end
  return directory
}

async function expectRestIsAdded(directory: string, rows: number, left: number): Promise<void> {
  const library = await openLibrary(directory)
  expect(library.problems).toEqual([])
  const whole = await library.list()
  expect(whole.map(({ origin, doubt }) => [origin, doubt])).toEqual(Array(left).fill(['imported', null]))
  const report = await importTable(library, 'table.csv', new TextEncoder().encode(longTable(rows)))
  expect(report).toMatchObject({ added: rows - left, known: left, problemCount: 0 })
  expect(await library.list()).toHaveLength(rows)
  await library.close()
}

test('an import of a short table that was killed leaves whole runs, and again adds the rest', async () => {
  const runsIn = (directory: string): readonly string[] =>
    namesIn(directory, 'runs').filter((name) => !name.startsWith('~'))
  const directory = await killedImport(SHORT, (folder) => runsIn(folder).length > 20)
  await expectRestIsAdded(directory, SHORT, runsIn(directory).length)
})

test('an import of a long table that was killed leaves nothing, or all of it', async () => {
  const directory = await killedImport(LONG, (folder) => namesIn(folder, 'imports').length > 0)
  const isWhole = namesIn(directory, 'imports').some((name) => !name.startsWith('~'))
  await expectRestIsAdded(directory, LONG, isWhole ? LONG : 0)
})
