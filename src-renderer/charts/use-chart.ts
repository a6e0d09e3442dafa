import { useDocumentVisibility } from '@vueuse/core'
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
} from 'chart.js'
import zoomPlugin from 'chartjs-plugin-zoom'
import { computed, onActivated, onDeactivated, onMounted, onScopeDispose, ref, watch, type Ref } from 'vue'
import type { Point } from '../lib/point'
import { createRedrawSchedule } from '../lib/redraw-schedule'
import { scalesOf, type ChartAxes } from './chart-axes'
import { datasetsOf, type ChartKind, type ChartSeries } from './chart-series'

Chart.register(
  ...[LineController, ScatterController, LineElement, PointElement],
  ...[LinearScale, LogarithmicScale, Tooltip],
)

export interface ChartDescription {
  readonly canvas: Readonly<Ref<HTMLCanvasElement | null>>
  readonly kind: ChartKind
  /** Series and axes are asked for at every redraw. */
  readonly series: () => readonly ChartSeries[]
  readonly axes: () => ChartAxes
  /** Whatever changes when the chart is old: new points, another language, another theme. */
  readonly revision: () => unknown
  readonly format: (value: number) => string
  /** Wheel or drag to zoom, Shift and drag to move; `none` where the page scrolls over the chart. */
  readonly zoom: 'none' | 'wheel-and-drag'
  /** Milliseconds between two redraws, at least; without it, what a training can bear. */
  readonly redrawInterval?: number
}

function zoomOptions({ kind, zoom }: ChartDescription, zoomed: () => void): object {
  const enabled = zoom === 'wheel-and-drag'
  const mode = kind === 'line' ? 'x' : 'xy'
  return {
    zoom: { wheel: { enabled }, drag: { enabled }, mode, onZoom: zoomed },
    pan: { enabled, modifierKey: 'shift', mode, onPan: zoomed },
  }
}

function configuration(
  description: ChartDescription,
  zoomed: () => void,
): ChartConfiguration<ChartKind, Point[]> {
  const { kind, format, zoom } = description
  const values = ({ x, y }: { readonly x: number | null; readonly y: number | null }): string =>
    (kind === 'line' ? [y] : [x, y]).map((value) => format(value ?? Number.NaN)).join(', ')
  return {
    type: kind,
    data: { datasets: [] },
    plugins: zoom === 'none' ? [] : [zoomPlugin],
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
          callbacks: { label: ({ dataset, parsed }) => `${dataset.label ?? ''}: ${values(parsed)}` },
        },
        zoom: zoomOptions(description, zoomed),
      },
    },
  } as ChartConfiguration<ChartKind, Point[]>
}

/** One chart: owns its creation, its redraws (none while nobody can see it), its zoom and its end. */
export function useChart(description: ChartDescription): {
  readonly zoomed: Ref<boolean>
  readonly resetZoom: () => void
} {
  const { canvas, kind, series, axes, revision, redrawInterval } = description
  let chart: Chart<ChartKind, Point[]> | null = null
  const zoomed = ref(false)
  const schedule = createRedrawSchedule(
    paint,
    redrawInterval === undefined ? {} : { interval: redrawInterval },
  )

  function paint(): void {
    if (chart === null) return
    const css = getComputedStyle(chart.canvas)
    chart.options.scales = scalesOf(axes(), css)
    chart.data.datasets = series().flatMap((one) => datasetsOf(one, kind, css))
    chart.update('none')
  }

  function resetZoom(): void {
    chart?.resetZoom('none')
    zoomed.value = false
  }

  onMounted(() => {
    if (canvas.value === null) return
    chart = new Chart(
      canvas.value,
      configuration(description, () => (zoomed.value = true)),
    )
    schedule.request()
  })
  watch(revision, schedule.request, { flush: 'post' })

  const active = ref(true)
  onActivated(() => (active.value = true))
  onDeactivated(() => (active.value = false))
  const visibility = useDocumentVisibility()
  watch(
    computed(() => active.value && visibility.value === 'visible'),
    schedule.show,
    { flush: 'sync' },
  )

  onScopeDispose(() => {
    schedule.stop()
    chart?.destroy()
    chart = null
  })
  return { zoomed, resetZoom }
}
