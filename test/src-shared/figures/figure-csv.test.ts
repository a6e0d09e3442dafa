import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chartCsv } from '#shared/figures/figure-csv'
import { parseCsv } from '#shared/records/csv-parse'

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
// 0 and -0 are one place.
const place = number.map((value) => value + 0)
const columns = fc.array(fc.array(fc.record({ x: place, y: place }), { maxLength: 12 }), {
  minLength: 1,
  maxLength: 4,
})

it('the numbers of a chart are all in its table, in the order of x, and nothing else', () => {
  fc.assert(
    fc.property(columns, (all) => {
      const text = chartCsv(
        'x',
        all.map((points, index) => ({ name: `s${index}`, points })),
      )
      const [header, ...rows] = parseCsv(text).map(({ cells }) => cells)
      expect(header).toEqual(['x', ...all.map((_, index) => `s${index}`)])
      const at = rows.map(([x]) => Number(x))
      expect(at).toEqual(at.toSorted((a, b) => a - b))
      const found = all.map((_, index) =>
        rows.flatMap((row) => {
          const cell = row[index + 1] ?? ''
          return cell === '' ? [] : [{ x: Number(row[0]), y: Number(cell) }]
        }),
      )
      expect(found).toEqual(all.map((points) => points.toSorted((a, b) => a.x - b.x)))
    }),
  )
})

it('a curve without a value at an iteration has an empty cell there, and numbers have a point', () => {
  const text = chartCsv('Iteration', [
    {
      name: 'training',
      points: [
        { x: 10, y: 0.5 },
        { x: 20, y: Number.NaN },
      ],
    },
    { name: 'a, b', points: [{ x: 20, y: 1e-7 }] },
  ])
  expect(text).toBe('Iteration,training,"a, b"\n10,0.5,\n20,,1e-07\n')
})
