import { Chart } from 'chart.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import { FIGURE_INKS } from '#shared/figures/figure-page'
import type { ChartSeries } from '../../../src-renderer/charts/chart-series'
import LineChart from '../../../src-renderer/charts/LineChart.vue'
import { setLanguage } from '../../../src-renderer/locales/i18n'
import { installFakeLab } from '../../helpers/fake-lab'
import { readSvg } from '../../helpers/svg-file'
import { mountInWindow, settled } from '../helpers'

/** A context that draws nothing and measures every text alike: enough for Chart.js to lay a chart out. */
function contextWithoutPixels(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const known: Record<string | symbol, unknown> = {
    canvas,
    measureText: (text: string) => ({ width: 6 * text.length }),
    createLinearGradient: () => ({ addColorStop: () => undefined }),
    getTransform: () => ({ a: 1 }),
  }
  return new Proxy(known, {
    get: (target, name) => target[name] ?? (() => undefined),
    set: (target, name, value) => {
      target[name] = value
      return true
    },
  }) as unknown as CanvasRenderingContext2D
}

beforeEach(() => {
  setLanguage('en')
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    return contextWithoutPixels(this) as never
  })
})
afterEach(() => vi.restoreAllMocks())

async function mountChart(values: readonly number[], props: Readonly<Record<string, unknown>> = {}) {
  const points = values.map((y, index) => ({ x: (index + 1) * 10, y }))
  const series: readonly ChartSeries[] = [{ label: 'Batches', color: 1, points }]
  const all = reactive({
    name: 'Loss',
    label: 'Loss',
    series: () => series,
    revision: 0,
    format: (y: number) => String(Number(y.toPrecision(3))),
    redrawInterval: 0,
    ...props,
  })
  const wrapper = mountInWindow(LineChart, all)
  const chart = Chart.getChart(wrapper.find('canvas').element as HTMLCanvasElement)
  if (chart === undefined) throw new Error('There is no chart on the canvas.')
  // Nothing has a size here.
  chart.resize(600, 200)
  // It is drawn in the next frame.
  await new Promise(requestAnimationFrame)
  return { wrapper, chart, points, props: all }
}

const scale = (chart: Chart, axis: 'x' | 'y') => {
  const { min, max, type } = chart.scales[axis] ?? {}
  return { min, max, type }
}

describe('a chart', () => {
  it('has the planned length as its axis from the first point on, in iterations and epochs', async () => {
    const { wrapper, chart } = await mountChart([2, 1.5], { planned: 10_000, epochLength: 100 })
    await nextTick()

    expect(scale(chart, 'x')).toMatchObject({ min: 0, max: 10_000 })
    const labels = chart.scales['x']?.ticks.map(({ label }) => label)
    expect(labels).toContainEqual(['2,000', 'epoch 20'])
    wrapper.unmount()
  })

  it('fits its values, and begins at zero at a click', async () => {
    const { wrapper, chart } = await mountChart([0.82, 0.84, 0.86], { offersZero: true })
    await nextTick()
    expect(scale(chart, 'y').min).toBeGreaterThan(0.7)

    await wrapper.find('[data-testid="from-zero"]').trigger('click')
    await nextTick()
    expect(scale(chart, 'y').min).toBe(0)
    wrapper.unmount()
  })

  it('cuts off what left all bounds and says so, and shows it on a log scale that it offers', async () => {
    const values = [...Array.from({ length: 60 }, (_, at) => 0.5 + 0.01 * (at % 5)), 8e28]
    const { wrapper, chart } = await mountChart(values, { offersLog: true })
    await nextTick()
    await nextTick()

    expect(scale(chart, 'y').max).toBeLessThan(2)
    expect(wrapper.find('[data-testid="cut-off"]').text()).toMatch(/1 point above .* is not drawn; .* 8e\+28/)
    await wrapper.find('[data-testid="log-offer"]').trigger('click')
    await nextTick()
    await nextTick()
    expect(scale(chart, 'y')).toMatchObject({ type: 'logarithmic' })
    expect(scale(chart, 'y').max).toBeGreaterThanOrEqual(8e28)
    expect(wrapper.findAll('[data-testid="cut-off"]')).toEqual([])
    wrapper.unmount()
  })

  it('is saved as a drawing of the part that is seen, with its notes, and as all of its numbers', async () => {
    const saved = new Map<string, string>()
    installFakeLab({
      'figure:save': (name, bytes) => {
        saved.set(name, new TextDecoder().decode(bytes))
        return name
      },
    })
    const values = [...Array.from({ length: 60 }, (_, at) => 0.5 + 0.01 * (at % 5)), 8e28]
    const { wrapper, points } = await mountChart(values, { planned: 1000, epochLength: 100 })
    await nextTick()
    for (const item of [1, 2]) {
      await wrapper.find('[data-testid="chart-menu"]').trigger('click')
      await settled()
      const save = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].filter(
        ({ textContent }) => /^Save/.test(textContent),
      )
      save[item]?.click()
      await settled()
    }
    await vi.waitFor(() => expect([...saved.keys()]).toEqual(['Loss.svg', 'Loss.csv']))
    const svg = readSvg(saved.get('Loss.svg') ?? '')
    expect(svg.texts).toEqual(expect.arrayContaining(['Loss', 'Batches', 'Iteration', '400', 'epoch 4']))
    expect(svg.texts.at(-1)).toMatch(/^1 point above .* 8e\+28\.$/)
    expect(svg.lines(FIGURE_INKS[0])).toHaveLength(1)
    const rows = points.map(({ x, y }) => `${x},${y === 8e28 ? '8e+28' : y}\n`)
    expect(saved.get('Loss.csv')).toBe(`Iteration,Batches\n${rows.join('')}`)
    wrapper.unmount()
  })

  it('keeps its datasets and axes from one redraw to the next', async () => {
    const { wrapper, chart, points, props } = await mountChart([1, 2, 3])
    await nextTick()
    const [dataset] = chart.data.datasets
    const { x } = chart.scales

    points.push({ x: 40, y: 4 })
    props.revision += 1
    await nextTick()
    expect(chart.data.datasets[0]).toBe(dataset)
    expect(chart.data.datasets[0]?.data).toHaveLength(4)
    expect(chart.scales['x']).toBe(x)
    expect(scale(chart, 'y').max).toBeGreaterThanOrEqual(4)
    wrapper.unmount()
  })
})
