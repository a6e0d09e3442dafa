import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTable } from '#shared/records/import-table'
import { importTable, readTableBytes } from '../../../src-main/library/import-table'
import { openLibrary } from '../../../src-main/library/library'
import { longTable } from '../../helpers/long-table'
import { processorTime } from '../../helpers/processor-time.ts'

const folder = mkdtempSync(join(tmpdir(), 'lab-long-'))
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))

const utf8 = new TextEncoder()
const [FEW, MANY] = [1_000, 4_000]
/** Four times the rows take four times as long, sixteen times where each is compared with all; a busy core may double either. */
const LINEAR = 10

async function importedIn(name: string, rows: number): Promise<number> {
  const library = await openLibrary(join(folder, name))
  const bytes = utf8.encode(longTable(rows))
  const told: number[] = []
  const taken = await processorTime(async () => {
    const report = await importTable(library, 'long.csv', bytes, { onProgress: (done) => told.push(done) })
    expect(report).toMatchObject({ added: rows, known: 0, problemCount: 0 })
  })
  // Progress never goes back, and comes often enough to be seen where it takes a while.
  expect(told).toEqual([...told].sort((left, right) => left - right))
  expect(told.at(-1)).toBe(rows)
  if (rows === MANY) expect(told.length).toBeGreaterThan(3)
  await library.close()
  return taken
}

describe('a long table', () => {
  it('is imported, found known and listed in linear time', async () => {
    await importedIn('warm', 500)
    const few = await importedIn('few', FEW)
    const many = await importedIn('many', MANY)
    expect(many / few).toBeLessThan(LINEAR)

    const library = await openLibrary(join(folder, 'many'))
    const again = await processorTime(async () => {
      const report = await importTable(library, 'again.csv', utf8.encode(longTable(MANY)))
      expect(report).toMatchObject({ added: 0, known: MANY })
    })
    expect(again / few).toBeLessThan(LINEAR)
    expect(await library.list()).toHaveLength(MANY)
    await library.close()
  })

  it('of which no row can be read is refused in linear time, with a short report', async () => {
    const refused = (rows: number) =>
      processorTime(() => {
        const table = readTable(longTable(rows, 'many'))
        expect(table).toMatchObject({ rows: [], problemCount: rows, counts: { number: rows } })
        expect(table.problems).toHaveLength(200)
      })
    await refused(FEW)
    expect((await refused(4 * MANY)) / (await refused(MANY))).toBeLessThan(LINEAR)
  })

  it('shares what its rows have in common', () => {
    const read = readTableBytes(utf8.encode(longTable(MANY)))
    const designs = new Set(read.ok ? read.rows.map(({ content }) => content.experiment.design) : [])
    // 3 lists of widths, 4 activations, with and without dropout and normalization.
    expect(designs.size).toBeLessThanOrEqual(48)
    expect(designs.size).toBeGreaterThan(12)
  })
})
