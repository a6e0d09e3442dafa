import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartSvg } from '#shared/figures/chart-figure'
import { fieldSvg } from '#shared/figures/field-figure'
import { valuesCsv } from '#shared/figures/figure-csv'
import { FIGURE_INKS } from '#shared/figures/figure-page'
import { parallelSvg } from '#shared/figures/parallel-figure'
import { shareSvg } from '#shared/figures/share-figure'
import { parseCsv } from '#shared/records/csv-parse'
import { readSvg } from '../../helpers/svg-file'

const EVIL = '</svg><script>"&'

/** Rectangles by their fill: where they begin, and how large they are. */
function rects(svg: string, fill: string) {
  return [...svg.matchAll(/<rect ([^>]*)\/>/g)]
    .map(([, attributes = '']) =>
      Object.fromEntries(
        [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
    )
    .filter((each) => each['fill'] === fill)
    .map((each) => ({
      x: Number(each['x']),
      y: Number(each['y']),
      width: Number(each['width']),
      height: Number(each['height']),
    }))
}

describe('parallel coordinates that are drawn', () => {
  const title = 'Settings'
  const axis = (places: readonly (number | null)[]) => ({ title: EVIL, low: 'l', high: 'h', places })

  it('have every line at its place on every axis, higher where it is more, and none is broken', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 2, maxLength: 8 }), (places) => {
        const axes = [0, 1].map((at) => axis(places.map((each) => each[at] ?? 0)))
        const lines = places.map((_, index) => ({ name: `run ${index}`, color: 2 }))
        const drawn = readSvg(parallelSvg({ title, axes, lines, missing: 'none' })).lines(FIGURE_INKS[1])
        expect(drawn.map((points) => points.length)).toEqual(places.map(() => 2))
        for (const at of [0, 1])
          for (const [index, each] of places.entries())
            for (const [other, rival] of places.entries())
              if ((each[at] ?? 0) > (rival[at] ?? 0) + 0.01)
                expect(drawn[index]?.[at]?.y).toBeLessThan(drawn[other]?.[at]?.y ?? 0)
      }),
    )
  })

  it('name the lines that stand out, and say where a value is missing', () => {
    const lines = [
      { name: 'ground', color: null },
      { name: 'best', color: 1 },
    ]
    const svg = parallelSvg({ title, axes: [axis([0.5, null]), axis([0, 1])], lines, missing: 'none' })
    const { texts } = readSvg(svg)
    expect(texts).toContain('best')
    expect(texts).not.toContain('ground')
    expect(texts.filter((text) => text === 'none')).toHaveLength(1)
    expect(svg).not.toContain('<script')
  })
})

it('shares are drawn as long as they are, with their uncertainty over them', () => {
  const row = (share: number) => ({
    ...{ name: EVIL, text: '50 %', share, low: share / 2, high: Math.min(1, share * 1.5), faint: false },
  })
  const svg = shareSvg({ title: 'Importance', rows: [row(0.8), row(0.2)] })
  const [long, short] = rects(svg, FIGURE_INKS[0])
  expect((long?.width ?? 0) / (short?.width ?? 1)).toBeCloseTo(4, 2)
  expect(readSvg(svg).texts.filter((text) => text === '50 %')).toHaveLength(2)
})

it('a field has a cell where there are trials, row 0 at the bottom', () => {
  const mark = [
    { share: 0, name: '1e-4' },
    { share: 1, name: EVIL },
  ]
  const cells = [
    { column: 0, row: 0, opacity: 1 },
    { column: 3, row: 1, opacity: 0.5 },
  ]
  const figure = { title: 'Two', x: { title: 'rate', marks: mark }, y: { title: 'decay', marks: mark } }
  const svg = fieldSvg({ ...figure, columns: 4, rows: 2, cells, notes: [EVIL] })
  const [first, second] = rects(svg, FIGURE_INKS[0])
  expect([first?.width, first?.height]).toEqual([130, 260])
  expect((second?.x ?? 0) - (first?.x ?? 0)).toBeCloseTo(390, 1)
  expect((first?.y ?? 0) - (second?.y ?? 0)).toBeCloseTo(260, 1)
  expect(readSvg(svg).texts).toEqual(expect.arrayContaining(['rate', 'decay', '1e-4', EVIL]))
})

it('bars stand on the axis, and on an axis of roots four times as many are twice as high', () => {
  const axis = (to: number, scale: 'linear' | 'square root') => ({ title: '', scale, from: 0, to, ticks: [] })
  const bars = [100, 25, 0].map((value, at) => ({ from: at, to: at + 1, value }))
  const figure = { title: 'Weights', kind: 'line' as const, x: axis(3, 'linear'), lines: [], notes: [] }
  const heights = (scale: 'linear' | 'square root'): number[] =>
    rects(
      chartSvg({ ...figure, y: axis(100, scale), bars: { name: null, color: 3, bars } }),
      FIGURE_INKS[2],
    ).map(({ height }) => height)
  const [[whole = 0, quarter = 0, none], [, half = 0]] = [heights('linear'), heights('square root')]
  expect([whole / quarter, none]).toEqual([expect.closeTo(4, 2), 0])
  expect(whole / half).toBeCloseTo(2, 2)
})

it('names and numbers of a figure are read back from its table as they are', () => {
  const cell = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.constant(null),
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.stringMatching(/^[a-z가-힣][a-z가-힣",\n]{0,9}$/), cell), { minLength: 1 }),
      (rows) => {
        const [header, ...found] = parseCsv(valuesCsv(['name', 'value'], rows)).map(({ cells }) => cells)
        expect(header?.at(-1)).toBe('value')
        expect(found.map(([name, value]) => [name, value === '' ? null : Number(value)])).toEqual(rows)
      },
    ),
  )
})
