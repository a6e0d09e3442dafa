import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChartFigure, chartSvg, type FigureAxis, type FigureLine } from '#shared/figures/chart-figure'
import { FIGURE_INKS } from '#shared/figures/figure-page'
import { readSvg } from '../../helpers/svg-file'

const [FIRST] = FIGURE_INKS

const axis = (to: number, change: Partial<FigureAxis> = {}): FigureAxis => ({
  ...{ title: '', scale: 'linear', from: 0, to },
  ticks: [0, to / 2, to].map((value) => ({ value, lines: [String(value)] })),
  ...change,
})
const line = (name: string, y: readonly number[], color = 1): FigureLine => ({
  ...{ name, color },
  points: y.map((value, x) => ({ x, y: value })),
})
const figure = (lines: readonly FigureLine[], change: Partial<ChartFigure> = {}): ChartFigure => ({
  ...{ title: 'Loss', kind: 'line', notes: [] },
  ...{ x: axis(10, { title: 'Iteration' }), y: axis(1) },
  lines,
  ...change,
})

describe('a chart as an SVG file', () => {
  it('has its title, its axes, its legend and its notes as texts', () => {
    const { texts } = readSvg(
      chartSvg(figure([line('training', [0, 1]), line('검증', [1, 0], 2)], { notes: ['1 point above.'] })),
    )
    expect(texts).toEqual(
      expect.arrayContaining(['Loss', 'Iteration', 'training', '검증', '1 point above.', '0.5', '10']),
    )
  })

  it('draws every value where the axes say that it is', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 9, maxLength: 9 }), (values) => {
        // From corner to corner, so that the curve itself tells where the axes end.
        const y = [0, ...values, 1]
        const [drawn = []] = readSvg(chartSvg(figure([line('a', y)]))).lines(FIRST)
        const [from = { x: 0, y: 0 }, to = { x: 0, y: 0 }] = [drawn[0], drawn.at(-1)]
        expect(drawn).toHaveLength(y.length)
        drawn.forEach((place, index) => {
          expect((10 * (place.x - from.x)) / (to.x - from.x)).toBeCloseTo(index, 3)
          expect((place.y - from.y) / (to.y - from.y)).toBeCloseTo(y[index] ?? Number.NaN, 3)
        })
      }),
      { numRuns: 20 },
    )
  })

  it('draws nothing outside of its axes, and powers of ten at equal distances on a log scale', () => {
    const far = readSvg(chartSvg(figure([line('a', [0, 0.5, 90, 0.5, 1])]))).lines(FIRST)
    const heights = far.flat().map(({ y }) => y)
    const [bottom, top] = [Math.max(...heights), Math.min(...heights)]
    expect(heights[0]).toBe(bottom)
    expect(heights.at(-1)).toBe(top)

    const y = axis(100, { scale: 'logarithmic', from: 1 })
    const [powers = []] = readSvg(chartSvg(figure([line('a', [1, 10, 100])], { y }))).lines(FIRST)
    const [one, ten, hundred] = powers.map((place) => place.y)
    expect((one ?? 0) - (ten ?? 0)).toBeCloseTo((ten ?? 0) - (hundred ?? 0), 1)
  })

  it('shows a single point and the points of a scatter chart as dots', () => {
    // In the legend, too.
    expect(readSvg(chartSvg(figure([line('a', [0.5])]))).count('circle')).toBe(2)
    const scattered = readSvg(chartSvg(figure([line('a', [0.5, 0.7])], { kind: 'scatter' })))
    expect(scattered.count('circle')).toBe(3)
  })

  it('is an SVG file whatever its texts are, and no text is an element', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</text><script>alert(1)</script>', '"><a', ']]>', '\u0000\u001b', '\ud800', '&amp;'),
    )
    fc.assert(
      fc.property(hostile, hostile, (title, name) => {
        const read = readSvg(chartSvg(figure([line(name, [0, 1])], { title, notes: [name] })))
        expect(read.count('script') + read.count('a')).toBe(0)
        expect(read.texts).toHaveLength(
          readSvg(chartSvg(figure([line('a', [0, 1])], { notes: ['a'] }))).texts.length,
        )
      }),
      { numRuns: 50 },
    )
    const { texts } = readSvg(chartSvg(figure([], { title: 'a < b & "c"' })))
    expect(texts[0]).toBe('a < b & "c"')
  })

  it('has the colours of the window in its light theme', () => {
    const css = readFileSync('src-renderer/main.css', 'utf8')
    const light = [...css.matchAll(/--chart-\d: (#\w{6});/g)].map(([, ink]) => ink)
    expect(light.slice(0, FIGURE_INKS.length)).toEqual([...FIGURE_INKS])
  })
})
