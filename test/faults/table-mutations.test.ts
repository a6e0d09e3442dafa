import { expect, test } from 'vitest'
import { wholeTable } from '#shared/records/run-table'
import { TABLE_FORMATS } from '#shared/records/table-formats'
import { importTable } from '../../src-main/library/import-table'
import { openLibrary } from '../../src-main/library/library'
import { exampleRun } from '../helpers/example-runs'
import { mutated, MUTATIONS } from '../helpers/file-mutations'
import { roundSeed } from '../helpers/round-seed'
import { temporaryFolders } from '../helpers/temporary-folder'
import { seededRandom } from '../src-main/sharing/helpers/random'

const rounds = Number(process.env['ROUNDS'] ?? 500)
const newFolder = temporaryFolders()

/** Runs that differ in what a table tells of them. */
const RUNS = Array.from({ length: 6 }, (_, place) =>
  exampleRun(`01ARZ3NDEKTSV4RRFFQ69G5F${String(place).padStart(2, '0')}`, {
    plan: { seed: place, learningRate: 0.1 * (place + 1) },
    record: { testAccuracy: 0.8 + place / 100 },
    annotations: { title: `첫 "실험", ${place}` },
  }),
)

test.each(['csv', 'jsonl'] as const)(
  `whatever is done to a table of the kind %s, its rows are runs or problems, and nothing is there twice, in ${rounds} rounds`,
  async (format) => {
    const seed = roundSeed(`Mutations of ${format}`)
    const random = seededRandom(seed)
    const bytes = new TextEncoder().encode(TABLE_FORMATS[format](wholeTable(RUNS)))
    for (let round = 0; round < rounds; round += 1) {
      const kind = MUTATIONS[round % MUTATIONS.length] ?? 'bit'
      const foreign = bytes.subarray(Math.floor(random() * bytes.length))
      const content = mutated(kind, bytes, foreign, random)
      const folder = await newFolder()
      const library = await openLibrary(folder)
      const first = await importTable(library, `a.${format}`, content)
      const again = await importTable(library, `a.${format}`, content)
      const runs = await library.list()
      await library.close()
      const read = await openLibrary(folder)
      const found = { added: first.added, problems: read.problems, again: again.added, runs: runs.length }
      await read.close()
      expect({ seed, round, kind, ...found }).toEqual({
        ...{ seed, round, kind, added: runs.length, problems: [], again: 0, runs: runs.length },
      })
      // Nothing is lost in silence: every row is added, known or a problem, where there is a row behind the names of the columns.
      const rows =
        Buffer.from(content).toString('latin1').trim().split('\n').length - Number(format === 'csv')
      if (rows > 0) expect(first.added + first.known + first.problemCount).toBeGreaterThan(0)
    }
  },
  3_600_000,
)
