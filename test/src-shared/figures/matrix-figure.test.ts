import { expect, it } from 'vitest'
import { matrixCsv } from '#shared/figures/figure-csv'
import { matrixSvg } from '#shared/figures/matrix-figure'
import { parseCsv } from '#shared/records/csv-parse'
import { readSvg } from '../../helpers/svg-file'

const names = ['T-shirt, top', '=바지', 'x'.repeat(100)]
const values = [
  [900, 0, 1],
  [0.25, 1 / 3, 0],
  [-3, 1e-7, 12],
]

it('a confusion matrix as an SVG file has every cell in its place, and names that are too long end with dots', () => {
  const cells = values.map((row) => row.map((value) => ({ text: String(value), color: 3, opacity: 0.2 })))
  const { texts, count } = readSvg(
    matrixSvg({ title: 'Matrix', subtitle: 'Images', corner: 'true ↓', names, cells }),
  )
  expect(count('rect')).toBe(1 + 9)
  expect(texts.slice(0, 5)).toEqual(['Matrix', 'Images', 'true ↓', 'T-shirt, top', '=바지'])
  expect(texts[5]).toMatch(/^x+…$/)
  expect(texts.slice(6)).toEqual(values.flatMap((row, truth) => [texts[3 + truth] ?? '', ...row.map(String)]))
})

it('a confusion matrix as CSV has the names of the classes and its numbers in full', () => {
  const text = matrixCsv(names, values)
  // With Korean in it Excel needs the mark; without, no other program is bothered.
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(matrixCsv(['a'], [[1]])).toBe('true \\ predicted,a\na,1\n')
  const [header, ...rows] = parseCsv(text.slice(1)).map(({ cells }) => cells)
  expect(header).toEqual(['true \\ predicted', 'T-shirt, top', "'=바지", 'x'.repeat(100)])
  expect(rows.map((row) => row.slice(1).map(Number))).toEqual(values)
})
