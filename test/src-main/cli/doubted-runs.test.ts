import { existsSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REFERENCE_ROWS } from '#shared/experiment/reference-rows'
import { parseCsv } from '#shared/records/csv-parse'
import type { RunRecord } from '#shared/records/run-record'
import { experimentIdentity } from '../../../src-main/base/hashes'
import { openLibrary } from '../../../src-main/library/library'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import { labIn } from '../../helpers/lab-in-process'
import { newRun, smallCurves, smallResult } from '../../helpers/small-runs'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'

test('a run that lies is said to, and does not lead the table', async () => {
  const library = await temporaryFolder()
  await cp('test/fixtures/library/v1', library, { recursive: true })
  const path = join(library, 'runs', OWN, 'record.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"testAccuracy": 0.1009', '"testAccuracy": 0.9999'))
  const { lines, notes } = await labIn(library)('runs', '--sort', 'test_acc')
  expect(lines[1]).not.toContain(OWN)
  expect(lines.at(-1)).toMatch(new RegExp(`^${OWN} .*completed \\(not believed\\)`))
  expect(notes).toEqual([
    `Run ${OWN} is not ranked: Its test accuracy is 0.9999, but its predictions give 0.1009.`,
  ])
  const asJson = JSON.parse((await labIn(library)('show', OWN, '--json')).lines[0] ?? '') as RunRecord
  expect(asJson).toMatchObject({ testAccuracy: 0.9999, doubt: { code: 'accuracy' } })
  const file = join(library, 'runs.csv')
  await labIn(library)('runs', '--csv', file)
  const cells = parseCsv(await readFile(file, 'utf8'))
  expect(cells[0]?.cells.at(-1)).toBe('doubt')
  expect(cells.find((row) => row.cells.includes(OWN))?.cells.at(-1)).toBe('accuracy')
  expect(cells.filter((row) => row.cells.at(-1) === '').length).toBe(lines.length - 2)
  const shown = await labIn(library)('show', OWN)
  expect(shown.lines).toContain('not believed: Its test accuracy is 0.9999, but its predictions give 0.1009.')
})

/** A library that holds what `lab reproduce` asks for, as if it had been trained before. */
async function reproducedLibrary() {
  const directory = await temporaryFolder()
  const { fingerprint: data } = await loadDataSet('resources/fashion-mnist')
  const row = REFERENCE_ROWS.find(({ id }) => id === 'reference-88')
  if (row === undefined) throw new Error('The row is gone.')
  const library = await openLibrary(directory)
  const ids: string[] = []
  for (const learningRate of [row.experiment.plan.learningRate, row.ourLearningRate]) {
    const plan = { ...row.experiment.plan, iterations: 1, learningRate }
    const experiment = { ...row.experiment, plan }
    const id = library.newId()
    await library.create({
      ...newRun(id, experiment),
      data,
      identity: experimentIdentity(experiment, data, 'f32-fma-1'),
    })
    const shares = { trainAccuracy: 0.5, testAccuracy: 0.5, validationAccuracy: null, validationLoss: null }
    await library.finish(
      id,
      smallResult(experiment, { ...shares, trainLoss: 1, testLoss: 1, predictions: null }),
      smallCurves(id),
    )
    ids.push(id)
  }
  await library.close()
  return { directory, ids }
}

test('what is not believed is not taken for a result that need not be trained again', async () => {
  const { directory, ids } = await reproducedLibrary()
  const words = ['reproduce', '--only', '88', '--iterations', '1', '--json'] as const
  const first = await labIn(directory)(...words)
  const { rows } = JSON.parse(first.lines.at(-1) ?? first.notes.join()) as {
    rows: readonly { id: string }[]
  }
  expect(rows.map(({ id }) => id)).toEqual(ids)
  const path = join(directory, 'runs', ids[0] ?? '', 'record.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"testAccuracy": 0.5', '"testAccuracy": 0.9999'))
  // Whether it can be trained again here does not matter: its figure is not printed.
  const again = await labIn(directory)(...words)
  expect(again.lines.join()).not.toContain('0.9999')
  expect(again.lines.join()).not.toContain(ids[0])
})

test('a name that no record could hold is refused before anything is trained', async () => {
  const library = await temporaryFolder()
  const { code, notes } = await labIn(library)(
    'train',
    '--preset',
    'final-network',
    '--name',
    'x'.repeat(5000),
  )
  expect(code).toBe(1)
  expect(notes.at(-1)).toMatch(
    /could not be recorded: author has 5000 characters, but at most 200 are allowed\.$/,
  )
  expect(existsSync(join(library, 'runs', 'anything'))).toBe(false)
  expect((await labIn(library)('runs')).lines).toEqual([`There are no runs in the library ${library}.`])
})

test.each([
  ['--title', 1001, /title has 1001 characters, but at most 1000/],
  ['--note', 20_001, /note has 20001 characters, but at most 20000/],
  ['--tag', 201, /201 characters, but at most 200/],
])('a %s that is too long is refused, and nothing is noted', async (option, length, reason) => {
  const library = await temporaryFolder()
  await cp('test/fixtures/library/v1', library, { recursive: true })
  const { code, notes } = await labIn(library)('note', OWN, option, 'x'.repeat(length))
  expect(code).toBe(1)
  expect(notes.at(-1)).toMatch(reason)
})
