import { describe, expect, it } from 'vitest'
import { scalesOf } from '../../../src-renderer/charts/chart-axes'
import { datasetsOf } from '../../../src-renderer/charts/chart-series'

const style: Readonly<Record<string, string>> = { '--chart-2': ' #123456 ', '--ui-text-muted': 'grey' }
const css = {
  getPropertyValue: (name: string) => style[name] ?? '',
  fontFamily: 'Example',
} as unknown as CSSStyleDeclaration
const points = [
  { x: 1, y: 0.5 },
  { x: 2, y: 0.6 },
]

describe('a series on a chart', () => {
  it('is one line in its colour, and the very array of the caller', () => {
    const [line, ...others] = datasetsOf({ label: 'a', color: 2, points }, 'line', css)

    expect(others).toEqual([])
    expect(line).toMatchObject({ label: 'a', borderColor: '#123456', borderDash: [], pointRadius: 0 })
    expect(line?.data).toBe(points)
  })

  it('is a dot where it has one point only, and dots on a scatter chart', () => {
    const radius = (kind: 'line' | 'scatter', count: number) =>
      datasetsOf({ label: 'a', color: 2, points: points.slice(0, count) }, kind, css)[0]?.pointRadius

    expect(radius('line', 1)).toBeGreaterThan(0)
    expect(radius('line', 2)).toBe(0)
    expect(radius('scatter', 2)).toBeGreaterThan(0)
  })

  it('has the curve before smoothing behind it, which the tooltip leaves out', () => {
    const [line, behind] = datasetsOf({ label: 'a', color: 2, points, raw: points.slice(0, 1) }, 'line', css)

    expect(behind?.label).toBe('')
    expect(behind?.order).toBeGreaterThan(line?.order ?? Infinity)
    expect(behind?.borderColor).not.toBe(line?.borderColor)
  })
})

describe('the axes of a chart', () => {
  it('say their numbers as the caller says them, and have a title only where there is one', () => {
    const axes = {
      x: { grid: false, mostTicks: 6, title: 'Iteration' },
      y: { grid: true, mostTicks: 6, format: (y: number) => `${String(y)}!` },
    }
    const scales = scalesOf(axes, css)

    expect(scales).toMatchObject({
      x: { type: 'linear', title: { display: true, text: 'Iteration' }, grid: { display: false } },
      y: { title: { display: false }, grid: { display: true }, ticks: { color: 'grey' } },
    })
    const { callback } = (scales?.['y'] as { readonly ticks: { readonly callback: (y: number) => string } })
      .ticks
    expect(callback(3)).toBe('3!')
  })
})
