import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
} from 'chart.js'
import { onActivated, onDeactivated, onMounted, onScopeDispose, watch, type Ref } from 'vue'
import { createRedrawSchedule } from './redraw-schedule'

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip)

export interface ChartPoint {
  readonly x: number
  readonly y: number
}

export interface ChartSeries {
  readonly label: string
  /** 1 to 8: a colour of main.css. */
  readonly color: number
  readonly points: readonly ChartPoint[]
  readonly dashed?: boolean
  readonly faint?: boolean
}

export interface LineChartOptions {
  readonly canvas: Readonly<Ref<HTMLCanvasElement | null>>
  /** Called at every redraw. The arrays stay the caller's and are never made reactive. */
  readonly series: () => readonly ChartSeries[]
  /** Whatever changes when the chart is old: new points, another language, another theme. */
  readonly revision: () => unknown
  readonly format: (y: number) => string
  /** Shorter than `format`, for the axis. */
  readonly formatAxis?: (y: number) => string
}

type LineConfiguration = ChartConfiguration<'line', ChartPoint[]>

type Format = (y: number) => string

function configuration(format: Format, formatAxis: Format): LineConfiguration {
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      elements: {
        point: { radius: 0, hoverRadius: 4, hitRadius: 8 },
        line: { borderWidth: 1.75, tension: 0 },
      },
      scales: {
        x: { type: 'linear', grid: { display: false }, ticks: { maxTicksLimit: 6, maxRotation: 0 } },
        y: {
          type: 'linear',
          border: { display: false },
          ticks: { maxTicksLimit: 6, callback: (y) => formatAxis(Number(y)) },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            label: ({ dataset, parsed }) => `${dataset.label ?? ''}: ${format(parsed.y ?? Number.NaN)}`,
          },
        },
      },
    },
  }
}

function dataset(series: ChartSeries, css: CSSStyleDeclaration): ChartDataset<'line', ChartPoint[]> {
  const color = css.getPropertyValue(`--chart-${String(series.color)}`).trim()
  return {
    label: series.label,
    // Chart.js only reads them; decimation, which would take the array over, is not registered.
    data: series.points as ChartPoint[],
    borderColor: series.faint === true ? `${color}55` : color,
    backgroundColor: color,
    borderDash: series.dashed === true ? [6, 4] : [],
    // A single point has no line, so it is shown as a dot.
    pointRadius: series.points.length === 1 ? 3 : 0,
  }
}

function paint(chart: Chart<'line', ChartPoint[]>, series: readonly ChartSeries[]): void {
  const css = getComputedStyle(chart.canvas)
  const { x, y } = chart.options.scales ?? {}
  for (const axis of [x, y]) {
    if (axis?.ticks !== undefined) axis.ticks.color = css.getPropertyValue('--ui-text-muted')
    if (axis?.ticks !== undefined) axis.ticks.font = { family: css.fontFamily, size: 11 }
  }
  if (y?.grid !== undefined) y.grid.color = css.getPropertyValue('--ui-border')
  else if (y !== undefined) y.grid = { color: css.getPropertyValue('--ui-border') }
  chart.data.datasets = series.map((one) => dataset(one, css))
  chart.update('none')
}

/** One line chart: owns its creation, its redraws (at most four a second, none while hidden) and its end. */
export function useLineChart({
  canvas,
  series,
  revision,
  format,
  formatAxis = format,
}: LineChartOptions): void {
  let chart: Chart<'line', ChartPoint[]> | null = null
  let active = true
  const schedule = createRedrawSchedule(() => {
    if (chart !== null) paint(chart, series())
  })
  const look = (): void => schedule.show(active && !document.hidden)
  const activate = (now: boolean) => (): void => {
    active = now
    look()
  }

  onMounted(() => {
    if (canvas.value === null) return
    chart = new Chart(canvas.value, configuration(format, formatAxis))
    schedule.request()
  })
  watch(revision, schedule.request, { flush: 'post' })
  onActivated(activate(true))
  onDeactivated(activate(false))
  document.addEventListener('visibilitychange', look)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', look)
    schedule.stop()
    chart?.destroy()
    chart = null
  })
}
