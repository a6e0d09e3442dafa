import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { labIn } from '../../helpers/lab-in-process'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'
const WITHOUT_PREDICTIONS = 'predictions": null'

const lab = (library: string, ...words: readonly string[]) => labIn(library)(...words)

interface ReportJson {
  readonly accuracy: number
  readonly classes: readonly { readonly name: string; readonly support: number }[]
  readonly macro: unknown
  readonly confusion: readonly (readonly number[])[]
  readonly trueClasses: readonly number[]
  readonly predictedClasses: readonly number[]
}

async function copiedLibrary(): Promise<string> {
  const library = await temporaryFolder()
  await cp('test/fixtures/library/v1', library, { recursive: true })
  return library
}

test('the report as JSON has the figures, the matrix and every class', async () => {
  const library = await copiedLibrary()
  const { code, lines, notes } = await lab(library, 'report', OWN, '--json')
  expect({ code, notes }).toEqual({ code: 0, notes: [] })
  const found = JSON.parse(lines[0] ?? '') as ReportJson
  expect(Object.keys(found)).toEqual([
    ...['accuracy', 'classes', 'macro', 'weighted', 'confusion', 'trueClasses', 'predictedClasses'],
  ])
  const record = JSON.parse(await readFile(join(library, 'runs', OWN, 'record.json'), 'utf8')) as RunRecord
  expect(found.accuracy).toBe(record.testAccuracy)
  expect(found.classes[0]).toMatchObject({ name: 'T-shirt/top', support: 1000 })
  expect(Object.keys(found.classes[0] ?? {})).toEqual(['name', 'precision', 'recall', 'f1', 'support'])
  expect(found.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(10_000)
  const correct = found.trueClasses.filter((label, image) => label === found.predictedClasses[image])
  expect(correct.length / found.trueClasses.length).toBe(found.accuracy)
})

test('the text has two decimals, and more on demand; CSV and Markdown are one option away', async () => {
  const library = await copiedLibrary()
  const { lines } = await lab(library, 'report', OWN)
  expect(lines[0]).toBe('              precision    recall  f1-score   support')
  expect(lines.at(-1)).toMatch(/^weighted avg {7}0\.\d\d {6}0\.\d\d {6}0\.\d\d {5}10000$/)
  expect((await lab(library, 'report', OWN, '--digits', '4')).lines[2]).toMatch(/^ T-shirt\/top {5}0\.\d{4} /)
  expect((await lab(library, 'report', OWN, '--format', 'csv')).lines).toHaveLength(14)
  expect((await lab(library, 'report', OWN, '--format', 'md')).lines[2]).toMatch(
    /^\| T-shirt\/top \| 0\.\d\d \|/,
  )
})

test('a report that is not sound is a sentence', async () => {
  const damaged = await copiedLibrary()
  const path = join(damaged, 'runs', OWN, 'record.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"testAccuracy": 0.1009', '"testAccuracy": 0.9999'))
  expect(await lab(damaged, 'report', OWN)).toEqual({
    code: 1,
    lines: [],
    notes: [
      `Run ${OWN}: The predictions of this run give a test accuracy of 0.1009, but its record says 0.9999.`,
    ],
  })
  await writeFile(path, text.replace(/"predictions": \{[^}]*\}/, `"${WITHOUT_PREDICTIONS}`))
  expect((await lab(damaged, 'report', OWN)).notes).toEqual([
    `Run ${OWN}: This run has no predictions, so there is nothing to report.`,
  ])
})
