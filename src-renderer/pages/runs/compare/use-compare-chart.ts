import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
} from 'chart.js'
import zoomPlugin from 'chartjs-plugin-zoom'
import { onMounted, onScopeDispose, ref, watch, type Ref } from 'vue'

Chart.register(
  LineController,
  ScatterController,
  LineElement,
  PointElement,
  LinearScale,
  LogarithmicScale,
  Tooltip,
  zoomPlugin,
)

export interface ComparePoint {
  readonly x: number
  readonly y: number
}

export interface CompareSeries {
  readonly label: string
  /** 1 to 8: a colour of main.css; a second dash pattern begins behind the eighth. */
  readonly color: number
  readonly points: readonly ComparePoint[]
  /** The curve before smoothing, behind the smoothed one. */
  readonly raw?: readonly ComparePoint[]
  readonly dashed?: boolean
}

export interface CompareChartOptions {
  readonly canvas: Readonly<Ref<HTMLCanvasElement | null>>
  readonly kind: 'line' | 'scatter'
  readonly series: () => readonly CompareSeries[]
  readonly axes: () => {
    readonly x: string
    readonly y: string
    readonly logX: boolean
    readonly logY: boolean
  }
  readonly revision: () => unknown
  readonly format: (value: number) => string
}

type Kind = 'line' | 'scatter'

function configuration(
  kind: Kind,
  format: (value: number) => string,
  zoomed: () => void,
): ChartConfiguration<Kind, ComparePoint[]> {
  return {
    type: kind,
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: kind === 'line',
      responsive: true,
      maintainAspectRatio: false,
      interaction:
        kind === 'line'
          ? { mode: 'nearest', axis: 'x', intersect: false }
          : { mode: 'nearest', intersect: true },
      elements: { point: { hitRadius: 8 }, line: { borderWidth: 1.75, tension: 0 } },
      plugins: {
        tooltip: {
          filter: ({ dataset }) => dataset.label !== '',
          callbacks: {
            label: ({ dataset, parsed }) =>
              kind === 'line'
                ? `${dataset.label ?? ''}: ${format(parsed.y ?? Number.NaN)}`
                : `${dataset.label ?? ''}: ${format(parsed.x ?? Number.NaN)}, ${format(parsed.y ?? Number.NaN)}`,
          },
        },
        zoom: {
          zoom: {
            wheel: { enabled: true },
            drag: { enabled: true },
            mode: kind === 'line' ? 'x' : 'xy',
            onZoom: zoomed,
          },
          pan: { enabled: true, modifierKey: 'shift', mode: kind === 'line' ? 'x' : 'xy', onPan: zoomed },
        },
      },
    },
  } as ChartConfiguration<Kind, ComparePoint[]>
}

function datasets(
  series: readonly CompareSeries[],
  kind: Kind,
  css: CSSStyleDeclaration,
): ChartDataset<Kind, ComparePoint[]>[] {
  return series.flatMap(({ label, color, points, raw, dashed }) => {
    const ink = css.getPropertyValue(`--chart-${String(color)}`).trim()
    const line = {
      label,
      data: points as ComparePoint[],
      borderColor: ink,
      backgroundColor: ink,
      borderDash: dashed === true ? [6, 4] : [],
      pointRadius: kind === 'scatter' ? 5 : points.length === 1 ? 3 : 0,
      showLine: kind === 'line',
      order: 0,
    }
    // Without a label it is left out of the tooltip.
    const behind = {
      ...line,
      label: '',
      data: (raw ?? []) as ComparePoint[],
      borderColor: `${ink}44`,
      borderWidth: 1,
      order: 1,
    }
    return raw === undefined ? [line] : [line, behind]
  })
}

function axis(title: string, log: boolean, css: CSSStyleDeclaration, grid: boolean): object {
  const color = css.getPropertyValue('--ui-text-muted')
  return {
    type: log ? 'logarithmic' : 'linear',
    title: { display: true, text: title, color, font: { family: css.fontFamily, size: 11 } },
    ticks: { color, font: { family: css.fontFamily, size: 11 }, maxTicksLimit: 7, maxRotation: 0 },
    grid: { display: grid, color: css.getPropertyValue('--ui-border') },
  }
}

/** A chart of several runs that can be zoomed: wheel or drag to zoom, Shift and drag to move. */
export function useCompareChart(options: CompareChartOptions): {
  readonly zoomed: Ref<boolean>
  resetZoom: () => void
} {
  let chart: Chart<Kind, ComparePoint[]> | null = null
  const zoomed = ref(false)

  function paint(): void {
    const { canvas, kind, series, axes } = options
    if (canvas.value === null || chart === null) return
    const css = getComputedStyle(canvas.value)
    const { x, y, logX, logY } = axes()
    chart.options.scales = { x: axis(x, logX, css, kind === 'scatter'), y: axis(y, logY, css, true) }
    chart.data.datasets = datasets(series(), kind, css)
    chart.update('none')
  }

  function resetZoom(): void {
    chart?.resetZoom('none')
    zoomed.value = false
  }

  onMounted(() => {
    if (options.canvas.value === null) return
    chart = new Chart(
      options.canvas.value,
      configuration(options.kind, options.format, () => (zoomed.value = true)),
    )
    paint()
  })
  watch(options.revision, paint, { flush: 'post' })
  onScopeDispose(() => {
    chart?.destroy()
    chart = null
  })
  return { zoomed, resetZoom }
}
