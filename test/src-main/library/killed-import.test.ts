import { readdirSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importTable } from '../../../src-main/library/import-table'
import { openLibrary } from '../../../src-main/library/library'
import { writeFoldersAside } from '../../../src-main/library/write-folders-aside'
import { type BundledProgram, bundleProgram, ended, startProgram } from '../../helpers/bundled-program'
import { longTable } from '../../helpers/long-table'
import { temporaryFolders } from '../../helpers/temporary-folder'

const ROWS = 3_000
/** Just so many that a thread writes them. */
const FEW_ROWS = 600
const bytes = new TextEncoder().encode(longTable(ROWS))
const temporaryFolder = temporaryFolders()

let program: BundledProgram
let thread: BundledProgram
beforeAll(async () => {
  program = await bundleProgram('import-rows')
  thread = await bundleProgram('folder-thread')
})
afterAll(async () => {
  await program.remove()
  await thread.remove()
})

const runsIn = (directory: string): readonly string[] => {
  try {
    return readdirSync(join(directory, 'runs')).filter((name) => !name.startsWith('~'))
  } catch {
    return []
  }
}

test.each([
  ['written by a thread', true],
  ['written by the importing thread', false],
])('an import that was killed leaves whole runs, and again adds the rest: %s', async (_, aside) => {
  const directory = await temporaryFolder()
  const table = join(await temporaryFolder(), 'table.csv')
  writeFileSync(table, bytes)
  const child = startProgram(program.path, [directory, table, ...(aside ? [thread.path] : [])])
  const end = ended(child)
  await expect.poll(() => runsIn(directory).length, { interval: 1 }).toBeGreaterThan(20)
  child.kill('SIGKILL')
  await end

  const left = runsIn(directory)
  expect(left.length).toBeLessThan(ROWS)
  const library = await openLibrary(directory)
  expect(library.problems).toEqual([])
  const whole = await library.list()
  expect(whole.map(({ record, origin, doubt }) => [record.id, origin, doubt])).toEqual(
    [...left].sort().map((id) => [id, 'imported', null]),
  )
  const report = await importTable(library, 'table.csv', bytes)
  expect(report).toMatchObject({ added: ROWS - left.length, known: left.length, problemCount: 0 })
  expect(await library.list()).toHaveLength(ROWS)
  await library.close()
})

test('a thread writes the same bytes', async () => {
  const [here, aside] = [await temporaryFolder(), await temporaryFolder()]
  const few = new TextEncoder().encode(longTable(FEW_ROWS))
  for (const [directory, options] of [
    [here, {}],
    [aside, { startWriter: () => writeFoldersAside(thread.path) }],
  ] as const) {
    const library = await openLibrary(directory)
    expect(await importTable(library, 'table.csv', few, options)).toMatchObject({ added: FEW_ROWS })
    await library.close()
  }
  expect(await readdir(join(aside, 'runs'))).toEqual(await readdir(join(here, 'runs')))
  for (const id of runsIn(here).slice(0, 50)) {
    for (const name of ['record.json', 'place.json'])
      expect(await readFile(join(aside, 'runs', id, name), 'utf8')).toBe(
        await readFile(join(here, 'runs', id, name), 'utf8'),
      )
  }
})

test('a disk that refuses in the middle is told with its sentence, from a thread too', async () => {
  const directory = await temporaryFolder()
  const writer = writeFoldersAside(thread.path)
  const runs = join(directory, 'not there')
  const folder = { name: '00000000003KA535W12QE4CYBA', record: '{}', provenance: '{}' }
  const { signatures, failure } = await writer.write(runs, [folder])
  await writer.close()
  expect(signatures).toEqual([])
  expect(failure?.code).toBe('ENOENT')
  expect(failure?.message).toContain('not there')
  await expect(async () => writer.write(runs, [folder])).rejects.toThrow('has ended')
})
